# SPDX-License-Identifier: Apache-2.0
"""Triples and shapes in, SHACL results out: two engines behind one door."""

from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.util import find_spec

from rightsgraph.errors import ValidationFailed
from rightsgraph.rdf import Triple, text_of
from rightsgraph.validation.results import Result, ShaclEngine
from rightsgraph.vocab import SH

_TARGETS = frozenset(
    SH + name for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "target")
)


def run_shapes(
    data: Iterable[Triple],
    shapes: Iterable[Triple],
    only: Sequence[str] = (),
    engine: ShaclEngine = ShaclEngine.native,
) -> list[Result]:
    """Validate a graph; `only` restricts the run to some shapes and what they are made of.

    Class membership follows rdfs:subClassOf as far as the data graph states it; nothing else is inferred. Where the
    native engine is not installed, the reference stands in for it.

    Raises ValidationFailed: where the shapes are no sound shapes, and where both engines run and differ.
    """
    if only:
        shapes = [t for t in shapes if t.predicate.value not in _TARGETS or text_of(t.subject) in only]
    if engine is ShaclEngine.both:
        data, shapes = list(data), list(shapes)
        found = _run(ShaclEngine.native, data, shapes)
        _require_equal(found, _run(ShaclEngine.pyshacl, data, shapes))
        return found
    return _run(engine, data, shapes)


def _run(engine: ShaclEngine, data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    # Either takes long to load, and a server needs none of them.
    if engine is ShaclEngine.native and find_spec("shacl"):
        from rightsgraph.validation import native

        return native.run_shapes(data, shapes)
    from rightsgraph.validation import reference

    return reference.run_shapes(data, shapes)


def _require_equal(native: list[Result], reference: list[Result]) -> None:
    ours, theirs = Counter(result.key for result in native), Counter(result.key for result in reference)
    if only_ours := ours - theirs:
        raise ValidationFailed(f"the engines differ: only the native one finds {min(only_ours)}")
    if only_theirs := theirs - ours:
        raise ValidationFailed(f"the engines differ: only pyshacl finds {min(only_theirs)}")
