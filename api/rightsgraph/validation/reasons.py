# SPDX-License-Identifier: Apache-2.0
"""SHACL results in, why each is one out: a result of sh:or and its like says only that a value does not fit.

What a nested shape finds wrong is asked of the engine itself: it runs again, with the nested shapes aimed at the
values in question, all of them at once; and again for what that finds, a few times.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rightsgraph.errors import ValidationFailed
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Spool, Triple
from rightsgraph.validation.report import Reason
from rightsgraph.validation.results import Result, Term
from rightsgraph.validation.shapes_graph import ShapesGraph
from rightsgraph.validation.wording import ASKED, WITH_PATH, Pair, Speaker, Wording, parameter
from rightsgraph.vocab import OWL, RDFS, SH, TYPE

DEEP = 4  # times that the engine is asked again
MOST = 1000  # results that are explained
NESTED = frozenset(["node", "not", "and", "or", "xone", "qualifiedMinCount", "qualifiedMaxCount"])
_TARGETS = frozenset(
    SH + name for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "target")
)
_CLASSES = frozenset(map(NamedNode, (OWL + "Class", RDFS + "Class")))
# Terms of shapes that look at the properties that they name, at classes, or at nothing but the value.
_LOOKING = frozenset(ASKED) - {"closed", "sparql"} | frozenset(
    ["property", "path", "inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath", "flags",
     "qualifiedValueShape", "ignoredProperties", "deactivated", "severity", "message", "name", "description", "order",
     "group", "defaultValue"]
)  # fmt: skip
_OURS = "urn:rightsgraph:reasons:"
_FIT, _UNFIT = _OURS + "fit/", _OURS + "unfit/"

_OPTION: Pair = ("option {place}", "opción {place}")
_PART: Pair = ("part {place}", "parte {place}")
_FITS: Pair = ("{value} conforms to: {shape}", "{value} cumple con: {shape}")
_BREAKS: Pair = ("{value} does not conform to: {shape}", "{value} no cumple con: {shape}")
_HERE: Pair = ("here: {value}", "aquí: {value}")
_NOT_ASKED: Pair = (
    "only the first {most} findings of this kind are explained: mend those, and check again",
    "solo se explican los primeros {most} hallazgos de este tipo: corríjalos y verifique de nuevo",
)

Run = Callable[[Spool, Sequence[Triple]], Sequence[Result]]


@dataclass(frozen=True, slots=True)
class _Question:
    """Whether a node conforms to a shape, and if not, why."""

    shape: Term
    node: Term


def explain(
    results: Sequence[Result], data: Spool, shapes: Iterable[Triple], wording: Wording, run: Run
) -> list[tuple[Reason, ...]]:
    """The reasons for each result, in their order; none for a result that says all there is.

    `run` validates a graph; where it cannot run a nested shape by itself, its results stay unexplained.
    """
    nested = [result for result in results if parameter(result.component) in NESTED]
    if not nested:
        return [() for _ in results]
    inquiry = _Inquiry(shapes, data, wording, run)
    inquiry.ask(nested[:MOST])
    late = {id(result) for result in nested[MOST:]}
    not_asked = (Reason(wording.say(lambda speaker: _NOT_ASKED[speaker.language].format(most=MOST))),)
    return [not_asked if id(result) in late else inquiry.why(result) for result in results]


class _Inquiry:
    """What the engine answered about nested shapes."""

    def __init__(self, shapes: Iterable[Triple], data: Spool, wording: Wording, run: Run) -> None:
        self._triples = list(_askable(shapes))
        self._shapes = ShapesGraph(self._triples)
        self._by_subject: dict[object, list[Triple]] = defaultdict(list)
        for triple in self._triples:
            self._by_subject[triple.subject].append(triple)
        self._data = data
        self._wording = wording.over(self._shapes)
        self._run = run
        self._answers: dict[_Question, list[Result]] = {}

    def ask(self, results: Iterable[Result]) -> None:
        """Ask all that explains some results, and what explains those answers."""
        pending = list(results)
        for _ in range(DEEP):
            asked = dict.fromkeys(question for result in pending for question in self._questions(result))
            questions = [question for question in asked if question not in self._answers]
            if not questions:
                return
            try:
                answers = self._answer(questions)
            except ValidationFailed:
                return
            self._answers.update(answers)
            pending = [result for found in answers.values() for result in found]

    def _questions(self, result: Result) -> list[_Question]:
        """What must be known to explain a result."""
        name, value = parameter(result.component), result.value
        if name in ("qualifiedMinCount", "qualifiedMaxCount"):
            prefix = _UNFIT if name == "qualifiedMinCount" else _FIT
            return [_Question(NamedNode(prefix + _id(result.shape)), result.focus)]
        if value is None:
            return []
        if name == "node":
            return [_Question(shape, value) for shape in self._shapes.values(result.shape, name)]
        return [_Question(shape, value) for members in self._members(result) for shape in members]

    def _members(self, result: Result) -> list[list[Term]]:
        """The shapes in the lists of sh:and, sh:or and sh:xone."""
        name = parameter(result.component)
        lists = self._shapes.values(result.shape, name) if name in ("and", "or", "xone") else []
        return [self._shapes.items(node) for node in lists]

    def _answer(self, questions: Sequence[_Question]) -> dict[_Question, list[Result]]:
        """One run for many questions.

        A target names no blank node, so each shape aims at the objects of a property of its own, which is laid to
        its nodes.
        """
        places = {shape: place for place, shape in enumerate(dict.fromkeys(question.shape for question in questions))}
        aims = {shape: NamedNode(f"{_OURS}{place}") for shape, place in places.items()}
        start = NamedNode(_OURS + "start")
        links = (Triple(start, aims[question.shape], question.node) for question in questions)
        targets = (
            Triple(shape, NamedNode(SH + "targetObjectsOf"), aim)
            for shape, aim in aims.items()
            if not isinstance(shape, Literal)
        )
        seen = self._properties(places)
        data = self._data if seen is None else self._data.only(seen)
        found: dict[tuple[object, Term], dict[object, Result]] = defaultdict(dict)
        for result in self._run(Spool.plain([data, links]), [*self._triples, *targets]):
            found[result.shape, result.focus].setdefault(result.key, result)
        return {question: self._found(question, found) for question in questions}

    def _properties(self, shapes: Iterable[Term]) -> frozenset[str] | None:
        """Properties of the data that some shapes can look at, or more of them; None where those may be any.

        Loading takes longest where data is large, and shapes look at little of it.
        """
        queue: list[object] = list(shapes)
        reached = set(queue)
        found: set[str] = set()
        for node in queue:
            for triple in self._by_subject.get(node, ()):
                name = triple.predicate.value
                if name.startswith(SH) and name.removeprefix(SH) not in _LOOKING:
                    return None
                if name == SH + "class":
                    found |= {TYPE, RDFS + "subClassOf"}
                if isinstance(triple.object, NamedNode):
                    found.add(triple.object.value)
                if triple.object not in reached:
                    reached.add(triple.object)
                    queue.append(triple.object)
        return frozenset(found)

    def _found(self, question: _Question, found: Mapping[tuple[object, Term], Mapping[object, Result]]) -> list[Result]:
        """The results of a shape and its properties; what these ask of their values is a shape by itself here."""
        shapes = dict.fromkeys([question.shape, *self._shapes.values(question.shape, "property")])
        return [result for shape in shapes for result in found.get((shape, question.node), {}).values()]

    def why(self, result: Result, depth: int = 0) -> tuple[Reason, ...]:
        """The reasons for a result, as far as they were asked for."""
        name = parameter(result.component)
        if name not in NESTED or depth > DEEP:
            return ()
        if name == "not":
            return self._why_not(result)
        if name in ("qualifiedMinCount", "qualifiedMaxCount"):
            return self._why_count(result, depth)
        if name == "node":
            return self._why_nodes(result, depth)
        parts = (self._why_members(result, members, depth) for members in self._members(result))
        return tuple(reason for part in parts for reason in part)

    def _why_not(self, result: Result) -> tuple[Reason, ...]:
        """What should not have been, unless the message says just that."""
        shapes, value = self._shapes.values(result.shape, "not"), result.value
        if not result.messages or value is None:
            return ()
        return tuple(self._said(_FITS, value, shape) for shape in shapes)

    def _why_count(self, result: Result, depth: int) -> tuple[Reason, ...]:
        """Which values do not count that should, or count and should not."""
        (question,) = self._questions(result)
        shape = self._shapes.value(result.shape, "qualifiedValueShape")
        found = (answer for answer in self._answers.get(question, []) if answer.value is not None and shape is not None)
        if parameter(result.component) == "qualifiedMaxCount":
            reasons = (self._said(_FITS, answer.value, shape) for answer in found)
        else:
            reasons = (self._said(_BREAKS, answer.value, shape, self._why_nodes(answer, depth)) for answer in found)
        return _sorted(reasons)

    def _why_nodes(self, result: Result, depth: int) -> tuple[Reason, ...]:
        """What a value lacks to be as sh:node asks; under the shape's name, where the message does not have it."""
        answers = {question: self._answers.get(question, []) for question in self._questions(result)}
        if len(answers) == 1 and not result.messages:
            (found,) = answers.values()
            return self._leaves(found, depth)
        return tuple(
            self._said(_BREAKS, question.node, question.shape, self._leaves(found, depth))
            for question, found in answers.items()
            if found
        )

    def _why_members(self, result: Result, members: Sequence[Term], depth: int) -> Iterable[Reason]:
        """What each of several shapes finds; those that fit only where too many do."""
        name = parameter(result.component)
        if result.value is None:
            return
        answers = [self._answers.get(_Question(shape, result.value)) for shape in members]
        fitting = sum(answer == [] for answer in answers)
        if {"or": fitting > 0, "and": fitting == len(members), "xone": fitting == 1}[name]:
            return  # another list of the same shape is to blame
        for place, (shape, answer) in enumerate(zip(members, answers, strict=True), 1):
            head = _PART if name == "and" else _OPTION
            if answer == [] and name == "xone":
                yield self._headed(head, place, BlankNode(), [self._said(_FITS, result.value, shape)])
            elif answer and not (name == "xone" and fitting):
                yield self._headed(head, place, shape, self._leaves(answer, depth))

    def _headed(self, head: Pair, place: int, shape: Term, reasons: Sequence[Reason]) -> Reason:
        """Reasons under the place and name of the shape that has them; a single one on the same line."""
        heads = self._wording.say(lambda speaker: head[speaker.language].format(place=place))
        if isinstance(shape, NamedNode):
            heads = {
                language: f"{text} ({self._wording.speakers[language].term(shape)})" for language, text in heads.items()
            }
        if len(reasons) != 1:
            return Reason(heads, tuple(reasons))
        (only,) = reasons
        return Reason({lang: f"{text}: {only.message(lang)}" for lang, text in heads.items()}, only.reasons)

    def _leaves(self, answers: Iterable[Result], depth: int) -> tuple[Reason, ...]:
        return _sorted(Reason(self._words(answer), self.why(answer, depth + 1)) for answer in answers)

    def _words(self, result: Result) -> dict[str, str]:
        """What a nested shape says; with the value, where its own message cannot have it, and where that stands."""
        words = self._wording.messages(result)
        for language, speaker in self._wording.speakers.items():
            if language not in words:
                continue
            if result.messages and result.value is not None:
                here = _HERE[speaker.language].format(value=speaker.term(result.value))
                words[language] = f"{words[language].rstrip('.')}; {here}"
            if result.path and (result.messages or parameter(result.component) not in WITH_PATH):
                words[language] = f"{speaker.path(result.path)}: {words[language]}"
        return words

    def _said(self, form: Pair, value: Term | None, shape: Term | None, reasons: tuple[Reason, ...] = ()) -> Reason:
        def said(speaker: Speaker) -> str:
            return form[speaker.language].format(
                value=speaker.term(value) if value is not None else "",
                shape=speaker.shape(shape) if shape is not None else "",
            )

        return Reason(self._wording.say(said), reasons)


def _sorted(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """In an order that is not the engine's."""
    return tuple(sorted(reasons, key=lambda reason: reason.message("en")))


def _askable(shapes: Iterable[Triple]) -> Iterable[Triple]:
    """Shapes without targets, each result of which belongs to the node that it is about.

    What a property shape asks of its values by sh:property would be told of those values; by sh:node it is told of
    the property first, and of the values where that is asked again. To count the values of a qualified shape, two
    shapes tell which of them fit it and which do not.
    """
    triples = [triple for triple in shapes if not isinstance(triple.object, Triple)]
    graph = ShapesGraph(triples)
    for triple in triples:
        name, shape = triple.predicate.value, triple.subject
        if name in _TARGETS or (name == TYPE and triple.object in _CLASSES):
            continue
        if name == SH + "property" and graph.value(shape, "path") is not None:
            between = BlankNode(f"property{_id(shape)}x{_id(triple.object)}")
            yield Triple(shape, NamedNode(SH + "node"), between)
            yield Triple(between, NamedNode(SH + "property"), triple.object)
            continue
        yield triple
        if name == SH + "qualifiedValueShape":
            path = graph.value(shape, "path")
            for prefix, term in ((_UNFIT, SH + "node"), (_FIT, SH + "not")):
                if path is not None:
                    yield Triple(NamedNode(prefix + _id(shape)), NamedNode(SH + "path"), path)
                    yield Triple(NamedNode(prefix + _id(shape)), NamedNode(term), triple.object)


def _id(node: object) -> str:
    """A text that is of one node alone and fits into an IRI."""
    return str(node).encode().hex()
