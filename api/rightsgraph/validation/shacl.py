# SPDX-License-Identifier: Apache-2.0
"""Triples and shapes in, SHACL results out: two engines behind one door."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

from rightsgraph.errors import ValidationFailed
from rightsgraph.rdf import Spool, Triple, text_of
from rightsgraph.store import Store
from rightsgraph.validation.results import Result, ShaclEngine
from rightsgraph.validation.sets import aimed, broken, set_constraints
from rightsgraph.vocab import SH

_TARGETS = frozenset(
    SH + name for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "target")
)
# From so many triples on, asking all focus nodes at once is worth loading them a second time.
LARGE = 50_000


def run_shapes(
    data: Iterable[Triple],
    shapes: Iterable[Triple],
    only: Sequence[str] = (),
    engine: ShaclEngine = ShaclEngine.native,
    large: int = LARGE,
) -> list[Result]:
    """Validate a graph; `only` restricts the run to some shapes and what they are made of.

    From `large` triples on, the native engine is not asked for what one SPARQL query finds of all focus nodes.

    Class membership follows rdfs:subClassOf as far as the data graph states it; nothing else is inferred. Where the
    native engine is not installed, the reference stands in for it.

    Raises ValidationFailed: where the shapes are no sound shapes, and where both engines run and differ.
    """
    data = data if isinstance(data, Spool) else Spool.plain([data])
    shapes = [t for t in shapes if not only or t.predicate.value not in _TARGETS or text_of(t.subject) in only]
    if engine is ShaclEngine.both:
        found = _run(ShaclEngine.native, data, shapes, large)
        _require_equal(found, _run(ShaclEngine.pyshacl, data, shapes, large))
        return found
    return _run(engine, data, shapes, large)


def _run(engine: ShaclEngine, data: Spool, shapes: list[Triple], large: int) -> list[Result]:
    # Either takes long to load, and a server needs none of them.
    if engine is ShaclEngine.native and find_spec("shacl"):
        from rightsgraph.validation import native

        if len(data) < large:
            return native.run_shapes(data, shapes)
        return _run_sets(data, shapes, native.run_shapes)
    from rightsgraph.validation import reference

    return reference.run_shapes(data, shapes)


def _run_sets(data: Spool, shapes: list[Triple], run: Callable[..., list[Result]]) -> list[Result]:
    """SPARQL constraints asked of all focus nodes at once; the engine does all else, and looks where they are broken.

    Both go on side by side, neither of them holding Python's lock; loading the store takes most memory, so that
    comes first.
    """
    constraints = set_constraints(shapes)
    if not constraints:
        return run(data, shapes)
    asked = {(constraint.shape, constraint.constraint) for constraint in constraints}
    rest = [t for t in shapes if t.predicate.value != SH + "sparql" or (t.subject, t.object) not in asked]
    store = Store.of_files([data.path])
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(run, data, rest)
        found = broken(store, constraints)
        del store
        results = running.result()
    again = {constraint: nodes for constraint, nodes in found.items() if nodes != []}
    return [*results, *run(data, aimed(shapes, again))] if again else results


def _require_equal(native: list[Result], reference: list[Result]) -> None:
    ours, theirs = Counter(result.key for result in native), Counter(result.key for result in reference)
    if only_ours := ours - theirs:
        raise ValidationFailed(f"the engines differ: only the native one finds {min(only_ours)}")
    if only_theirs := theirs - ours:
        raise ValidationFailed(f"the engines differ: only pyshacl finds {min(only_theirs)}")
