# SPDX-License-Identifier: Apache-2.0
"""The data that servers are measured on keeps the rules, and is the same each time."""

from pathlib import Path

import pytest
from tests.bench.concepts import Vocabulary, read_vocabulary
from tests.bench.generator import generate, write_ntriples
from tests.bench.release import write_content

from rightsgraph.content import read_content
from rightsgraph.validation import validate
from rightsgraph.vocab import RDF

ROOT = Path(__file__).parents[2]
SAMPLE = 9_000


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary(ROOT)


def test_what_is_generated_conforms(tmp_path: Path) -> None:
    write_content(tmp_path / "root", SAMPLE)
    report = validate(read_content(tmp_path / "root"), None)
    assert [(finding.rule, finding.focus, finding.value) for finding in report.findings] == []


def test_two_runs_give_equal_bytes(tmp_path: Path, vocabulary: Vocabulary) -> None:
    for name in "ab":
        write_ntriples(tmp_path / name, vocabulary, SAMPLE)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_another_seed_gives_other_bytes(vocabulary: Vocabulary) -> None:
    assert list(generate(vocabulary, SAMPLE, 1)) != list(generate(vocabulary, SAMPLE, 2))


def test_a_larger_graph_begins_with_the_smaller_one(vocabulary: Vocabulary) -> None:
    smaller, larger = (list(generate(vocabulary, size)) for size in (SAMPLE, 2 * SAMPLE))
    assert larger[: len(smaller)] == smaller
    assert len(larger) > len(smaller)


def test_no_triple_is_generated_twice_and_none_too_many(vocabulary: Vocabulary) -> None:
    lines = [line for unit in generate(vocabulary, 50_000) for line in unit]
    assert len(set(lines)) == len(lines)
    assert 48_000 < len(lines) <= 50_000


def test_each_triple_that_needs_evidence_has_one_claim(tmp_path: Path, vocabulary: Vocabulary) -> None:
    write_ntriples(tmp_path / "data.nt", vocabulary, SAMPLE)
    claimed: dict[str, dict[str, str]] = {}
    said = set()
    for line in (tmp_path / "data.nt").read_text("utf-8").splitlines():
        subject, predicate, value = line.removesuffix(" .").split(" ", 2)
        if predicate[1:-1] in (RDF + "subject", RDF + "predicate", RDF + "object"):
            claimed.setdefault(subject, {})[predicate] = value
        elif predicate[1:-1] in vocabulary.needs_evidence:
            said.add((subject, predicate, value))
    claims = [
        tuple(claim[f"<{RDF}{part}>"] for part in ("subject", "predicate", "object")) for claim in claimed.values()
    ]
    assert sorted(claims) == sorted(said)
