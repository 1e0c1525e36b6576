# SPDX-License-Identifier: Apache-2.0
"""Triples and shapes in, SHACL results out: two engines behind one door."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec

from rightsgraph.errors import ValidationFailed
from rightsgraph.rdf import Spool, Triple, text_of
from rightsgraph.store import Store
from rightsgraph.validation.memory import require_memory
from rightsgraph.validation.results import Result, ShaclEngine
from rightsgraph.validation.sets import aimed, broken, looked_at, set_constraints
from rightsgraph.vocab import SH

_TARGETS = frozenset(
    SH + name for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "target")
)
# From so many triples on, asking all focus nodes at once is worth loading them a second time.
LARGE = 50_000
_IN_MEMORY = 4  # bytes that a large graph takes for each byte of its N-Triples, in both engines together


def run_shapes(
    data: Iterable[Triple],
    shapes: Iterable[Triple],
    only: Sequence[str] = (),
    engine: ShaclEngine = ShaclEngine.native,
    large: int = LARGE,
    most: int | None = None,
) -> list[Result]:
    """Validate a graph; `only` restricts the run to some shapes and what they are made of.

    From `large` triples on, the native engine is not asked for what one SPARQL query finds of all focus nodes. It
    stops at `most` results, and there may be more than that many; where both engines run they find all.

    Class membership follows rdfs:subClassOf as far as the data graph states it; nothing else is inferred. Where the
    native engine is not installed, the reference stands in for it.

    Raises ValidationFailed: where the shapes are no sound shapes, and where both engines run and differ;
    MemoryTooSmall where a large graph does not fit.
    """
    data = data if isinstance(data, Spool) else Spool.plain([data])
    shapes = [t for t in shapes if not only or t.predicate.value not in _TARGETS or text_of(t.subject) in only]
    if engine is ShaclEngine.both:
        found = _run(ShaclEngine.native, data, shapes, large, None)
        _require_equal(found, _run(ShaclEngine.pyshacl, data, shapes, large, None))
        return found
    return _run(engine, data, shapes, large, most)


def _run(engine: ShaclEngine, data: Spool, shapes: list[Triple], large: int, most: int | None) -> list[Result]:
    # Either takes long to load, and a server needs none of them.
    if engine is ShaclEngine.native and find_spec("shacl"):
        from rightsgraph.validation import native

        run = partial(native.run_shapes, most=most)
        if len(data) < large:
            return run(data, shapes)
        require_memory(data.size() * _IN_MEMORY)
        return _run_sets(data, shapes, run)
    from rightsgraph.validation import reference

    return reference.run_shapes(data, shapes)


def _run_sets(data: Spool, shapes: list[Triple], run: Callable[..., list[Result]]) -> list[Result]:
    """SPARQL constraints asked of all focus nodes at once; the engine does all else, and looks where they are broken.

    They go on side by side, none of them holding Python's lock.
    """
    constraints = set_constraints(shapes)
    if not constraints:
        return run(data, shapes)
    asked = {(constraint.shape, constraint.constraint) for constraint in constraints}
    rest = [t for t in shapes if t.predicate.value != SH + "sparql" or (t.subject, t.object) not in asked]
    with ThreadPoolExecutor(max(2, len(os.sched_getaffinity(0)))) as threads:
        running = threads.submit(run, data, rest)
        store = Store.of_files([data.path])
        asking = {constraint: threads.submit(broken, store, constraint) for constraint in constraints}
        results = running.result()
        found = {constraint: answer.result() for constraint, answer in asking.items()}
    again = {constraint: answer for constraint, answer in found.items() if answer is None or answer.nodes}
    if not again:
        return results
    aims = aimed(shapes, {constraint: answer.nodes if answer else None for constraint, answer in again.items()})
    near = looked_at(store, aims, again.values())
    return [*results, *run(data if near is None else data.saying(near), aims)]


def _require_equal(native: list[Result], reference: list[Result]) -> None:
    ours, theirs = Counter(result.key for result in native), Counter(result.key for result in reference)
    if only_ours := ours - theirs:
        raise ValidationFailed(f"the engines differ: only the native one finds {min(only_ours)}")
    if only_theirs := theirs - ours:
        raise ValidationFailed(f"the engines differ: only pyshacl finds {min(only_theirs)}")
