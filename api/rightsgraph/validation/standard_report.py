# SPDX-License-Identifier: Apache-2.0
"""A report in, the validation report that SHACL defines (https://www.w3.org/TR/shacl/#validation-report) as Turtle out.

What no shape found, such as an error of syntax, is a result too, so that the report conforms only where nothing was
found. SHACL has no terms for it, and none is pretended: the constraint component is an IRI of this project that names
the rule, there is no shape, and the focus node is the resource in question, or the file's name as a text, with the
place in the message, where no resource is.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote

from rightsgraph.formats import TURTLE
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple, is_iri, write_graph
from rightsgraph.validation.report import Finding, Report, Severity
from rightsgraph.validation.results import Result, Term
from rightsgraph.vocab import DEFAULT_BASE, RDF, SH, TYPE, XSD

RULES = DEFAULT_BASE + "rule/"
_SEVERITIES = {Severity.VIOLATION: "Violation", Severity.WARNING: "Warning", Severity.INFO: "Info"}
_PATH_TOKEN = re.compile(r"<[^>]*>|[\^()|/*+?]")
_MARKS = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}


def write_standard_report(report: Report) -> str:
    """The report, its results in the order of the findings; blank nodes are named by where they first come."""
    return write_graph(_Graph(report).make(), TURTLE, {**report.prefixes, "rdf": RDF, "sh": SH, "xsd": XSD}).decode()


class _Graph:
    """Makes the triples of one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._labels: dict[BlankNode, BlankNode] = {}
        self._made: list[Triple] = []
        self._paths: dict[str, Term] = {}
        self._path_nodes = 0

    def make(self) -> list[Triple]:
        """All triples; the same report gives the same."""
        root = BlankNode("report")
        self._say(root, TYPE, NamedNode(SH + "ValidationReport"))
        conforms = "false" if self._report.findings else "true"
        self._say(root, SH + "conforms", Literal(conforms, datatype=NamedNode(XSD + "boolean")))
        found = [(finding, result) for finding in self._report.findings for result in finding.results or (None,)]
        width = len(str(len(found)))
        for place, (finding, result) in enumerate(found, 1):
            node = BlankNode(f"result{place:0{width}}")
            self._say(root, SH + "result", node)
            self._say(node, TYPE, NamedNode(SH + "ValidationResult"))
            self._say(node, SH + "resultSeverity", NamedNode(SH + _SEVERITIES[finding.severity]))
            if result:
                self._say_result(node, finding, result)
            else:
                self._say_rule(node, finding)
        return self._made

    def _say(self, subject: BlankNode, predicate: str, value: Term) -> None:
        self._made.append(Triple(subject, NamedNode(predicate), value))

    def _say_result(self, node: BlankNode, finding: Finding, result: Result) -> None:
        """What a SHACL engine found."""
        self._say(node, SH + "focusNode", self._named(result.focus))
        self._say(node, SH + "sourceConstraintComponent", NamedNode(result.component))
        if result.path is not None:
            self._say(node, SH + "resultPath", self._path(result.path))
        if result.value is not None:
            self._say(node, SH + "value", self._named(result.value))
        if result.shape is not None:
            self._say(node, SH + "sourceShape", self._named(result.shape))
        for language, message in finding.messages.items():
            self._say(node, SH + "resultMessage", Literal(message, language=language))

    def _say_rule(self, node: BlankNode, finding: Finding) -> None:
        """What a check of our own found."""
        focus = finding.focus if finding.focus and is_iri(finding.focus) else None
        place = "" if focus else f"{finding.file}:{finding.line}:{finding.column}: "
        self._say(node, SH + "focusNode", NamedNode(focus) if focus else Literal(finding.file))
        self._say(node, SH + "sourceConstraintComponent", NamedNode(RULES + quote(finding.rule)))
        if finding.path is not None and is_iri(finding.path):
            self._say(node, SH + "resultPath", NamedNode(finding.path))
        if finding.value is not None:
            self._say(node, SH + "value", NamedNode(finding.value) if is_iri(finding.value) else Literal(finding.value))
        for language, message in finding.messages.items():
            self._say(node, SH + "resultMessage", Literal(place + message, language=language))

    def _named(self, term: Term) -> Term:
        """A term; a blank node with a label that does not change from run to run."""
        if not isinstance(term, BlankNode):
            return term
        return self._labels.setdefault(term, BlankNode(f"node{len(self._labels) + 1}"))

    def _path(self, text: str) -> Term:
        """A property path as RDF: https://www.w3.org/TR/shacl/#property-paths."""
        if not text.startswith(("(", "^")):
            return NamedNode(text)
        if text not in self._paths:
            self._paths[text] = self._read_path(_PATH_TOKEN.findall(text)[::-1])
        return self._paths[text]

    def _read_path(self, tokens: list[str]) -> Term:
        """The path that starts a text with every bracket; takes its tokens off the end of a reversed list."""
        first = tokens.pop()
        if first == "^":
            return self._path_of("inversePath", self._read_path(tokens))
        if first != "(":
            return NamedNode(first[1:-1])
        parts, joint = [self._read_path(tokens)], ""
        while tokens[-1] != ")":
            joint = tokens.pop()
            parts.append(self._read_path(tokens))
        tokens.pop()
        if joint:
            items = self._list(parts)
            return self._path_of("alternativePath", items) if joint == "|" else items
        return self._path_of(_MARKS[tokens.pop()], parts[0]) if tokens and tokens[-1] in _MARKS else parts[0]

    def _path_of(self, name: str, inner: Term) -> BlankNode:
        node = self._path_node()
        self._say(node, SH + name, inner)
        return node

    def _list(self, items: Sequence[Term]) -> Term:
        rest: Term = NamedNode(RDF + "nil")
        for item in reversed(items):
            node = self._path_node()
            self._say(node, RDF + "first", item)
            self._say(node, RDF + "rest", rest)
            rest = node
        return rest

    def _path_node(self) -> BlankNode:
        self._path_nodes += 1
        return BlankNode(f"path{self._path_nodes}")
