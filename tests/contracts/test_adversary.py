# SPDX-License-Identifier: Apache-2.0
"""The adversary: what is planted beside the shipped content is found by its way; what only looks like it is let be."""

import re
import shutil
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from rightsgraph.content import Content, read_content
from rightsgraph.validation import Finding, Severity, validate
from rightsgraph.validation.adversary import ATTACKS, HOPS, Leak, World, attack
from rightsgraph.validation.adversary.telling import told_path
from rightsgraph.validation.messages import MESSAGES
from rightsgraph.vocab import FOAF, RG, TYPE

from .conftest import Run

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "adversary"
BASE = "https://w3id.org/rightsgraph/"
PREFIX = re.compile(r"^@prefix (\S+): <(\S+)> \.$", re.MULTILINE)


def blocks(name: str) -> dict[str, str]:
    """The blocks of a file of fixtures, each with the prefixes of the file."""
    head, *parts = (FIXTURES / name).read_text("utf-8").split("\n## ")
    prefixes = "".join(match.group() + "\n" for match in PREFIX.finditer(head))
    return {part.partition("\n")[0]: prefixes + part.partition("\n")[2] for part in parts}


def said(block: str, word: str) -> str:
    return next(line.partition(": ")[2] for line in block.splitlines() if line.startswith(f"# {word}: "))


SCENE = (FIXTURES / "scene.ttl").read_text("utf-8")
NAMES = sorted(PREFIX.findall(SCENE), key=lambda pair: -len(pair[1]))
HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in NAMES)
PLANTED, HARMLESS = blocks("planted.ttl"), blocks("harmless.ttl")


@cache
def shipped() -> Content:
    return read_content(ROOT)


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(turtle.encode(), format=RdfFormat.TURTLE)]


@cache
def background() -> list[Triple]:
    """The vocabulary, the first dataset and the scene: what grows beside them would make each case slower."""
    files = [
        file for file in shipped().files if file.path.parts[:2] in (("data", "peru-consortium"), ("data", "places"))
    ]
    files += [file for file in shipped().files if file.path.parts[0] == "ontology"]
    return [*(triple for file in files for triple in file.triples), *triples(SCENE)]


def world(*beside: str, before: str | None = None) -> World:
    """The background with something beside it, and with what stood there before."""
    content = background()
    now = [*content, *(triple for turtle in beside for triple in triples(turtle))]
    return World(now, BASE, None if before is None else [*content, *triples(before)])


def leaks(found: World) -> dict[str, list[Leak]]:
    """What each attack finds that finds something."""
    return {one.name: leaks for one, leaks, _ in attack(found) if leaks}


def ways(found: World) -> dict[str, list[str]]:
    return {name: [told_path(leak, NAMES, "en") for leak in some] for name, some in leaks(found).items()}


def test_neither_the_shipped_content_nor_the_scene_gives_anything_away() -> None:
    whole = [triple for file in shipped().files for triple in file.triples]
    assert ways(World([*whole, *triples(SCENE)], BASE)) == {}
    assert ways(world()) == {}
    assert [f for f in validate(shipped()).findings if f.rule.startswith("adversary-")] == []


def test_all_attacks_on_the_shipped_content_take_a_moment() -> None:
    whole = [triple for file in shipped().files for triple in file.triples]
    begun = time.process_time()
    assert leaks(World(whole, BASE)) == {}
    # A busy machine takes longer; what grows with the square of the content takes much longer.
    assert time.process_time() - begun < 1 + len(whole) / 10_000


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_leak_is_found_by_its_attack_with_its_way(name: str) -> None:
    block = PLANTED[name]
    told = ways(world(block)).get(said(block, "attack"), [])
    starts, ends = said(block, "starts"), said(block, "ends")
    assert any(way.startswith(starts) and way.endswith(ends) for way in told), told


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_like_a_leak_is_let_be(name: str) -> None:
    assert ways(world(HARMLESS[name])) == {}


def test_every_attack_has_a_leak_planted_for_it_and_something_harmless_beside_it() -> None:
    names = {one.name for one in ATTACKS if not one.name.startswith("release-")}
    assert {said(block, "attack") for block in PLANTED.values()} == names
    assert {name.partition(":")[0] for name in HARMLESS} == {re.sub("withheld-.*", "withheld", name) for name in names}


def test_every_attack_says_what_it_found_in_both_languages_with_the_same_blanks() -> None:
    assert len({one.name for one in ATTACKS}) == len(ATTACKS)
    for one in ATTACKS:
        english, spanish = (
            {blank for _, blank, _, _ in Formatter().parse(text)} for text in MESSAGES[f"adversary-{one.name}"]
        )
        assert english == spanish
        assert {"breaks", "path"} <= english


def test_the_attacks_are_listed_where_contributors_read_of_them() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    listed = re.findall(r"^\| `([a-z-]+)` \| .+ \| ([PUD0-9, ]+) \|$", text, re.MULTILINE)
    assert listed == [(one.name, one.rule) for one in ATTACKS]


# Ways of any shape: nodes that mean nothing, joined by properties that tell something, in either direction.

NODES = [NamedNode(f"https://example.org/n{number}") for number in range(9)]
JOINED = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.booleans()), max_size=14)
SEX_WORKERS = NamedNode(BASE + "concept/sexWorkers")
MET = NamedNode("https://example.org/met")


def shortest(pairs: list[tuple[NamedNode, NamedNode]]) -> int | None:
    """How many steps lead from the first node to the population."""
    reached, steps = {NODES[0]}, 0
    while reached:
        if SEX_WORKERS in reached:
            return steps
        new = {other for one, two in pairs for node, other in ((one, two), (two, one)) if node in reached}
        if new <= reached:
            return None
        reached, steps = reached | new, steps + 1
    return None


@settings(deadline=None, max_examples=300)
@given(JOINED, st.sampled_from(NODES[1:]))
def test_any_way_of_so_many_steps_is_found_and_no_longer_one(
    joined: list[tuple[NamedNode, NamedNode, bool]], last: NamedNode
) -> None:
    pairs = [(one, two) if forth else (two, one) for one, two, forth in joined]
    pairs.append((last, SEX_WORKERS))
    person = Triple(NODES[0], NamedNode(TYPE), NamedNode(FOAF + "Person"))
    population = Triple(SEX_WORKERS, NamedNode(TYPE), NamedNode(RG + "Population"))
    found = leaks(World([person, population, *(Triple(one, MET, two) for one, two in pairs)], BASE))
    steps = shortest(pairs)
    assert ("person" in found) == (steps is not None and steps <= HOPS)
    if "person" in found:
        (leak,) = found["person"]
        assert len(leak.path) == steps
        here = NODES[0].value
        for edge in leak.path:
            here = edge.other(here)
        assert here == SEX_WORKERS.value


# The difference to the release before

COUNTS = (
    HEADER
    + """
observation:o a rg:Observation ; rg:population rgc:sexWorkers ; schema:value "{}" ; schema:unitText "{}" .
"""
)


@pytest.mark.parametrize(
    ("before", "now", "attack", "severity"),
    [
        pytest.param(
            HEADER + 'organisation:exland-unnamed foaf:name "Estrella" .', HEADER, "release-withheld", Severity.WARNING,
            id="a name that is withheld now",
        ),
        pytest.param(
            HEADER + 'ex:gone rdfs:label "Somebody" .', HEADER + "ex:gone a rg:Tombstone .", "release-withheld",
            Severity.WARNING, id="what is withdrawn now",
        ),
        pytest.param(
            COUNTS.format(120, "persons"), COUNTS.format(123, "persons"), "release-count", Severity.VIOLATION,
            id="three people more",
        ),
        pytest.param(
            HEADER + 'group:g a rg:UnnamedGroup ; skos:prefLabel "Some"@en .',
            HEADER + 'group:g a rg:UnnamedGroup ; skos:prefLabel "Some"@en ; rg:population rgc:plhiv .',
            "release-population", Severity.VIOLATION, id="a population of a group that had none",
        ),
    ],
)  # fmt: skip
def test_what_the_release_before_gives_away_is_found(before: str, now: str, attack: str, severity: Severity) -> None:
    (leak,) = leaks(world(now, before=before))[attack]
    assert leak.severity is severity
    assert "(in the release before)" in told_path(leak, NAMES, "en")
    assert "(en la publicación anterior)" in told_path(leak, NAMES, "es")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param(COUNTS.format(120, "persons"), COUNTS.format(160, "persons"), id="forty people more"),
        pytest.param(COUNTS.format(40, "percent"), COUNTS.format(43, "percent"), id="a share that was mended"),
        pytest.param(HEADER, COUNTS.format(120, "persons"), id="a new figure"),
        pytest.param(HEADER, HEADER + "group:g a rg:UnnamedGroup ; rg:population rgc:plhiv .", id="a new group"),
        pytest.param(HEADER + "ex:gone a rg:Tombstone .", HEADER + "ex:gone a rg:Tombstone .", id="what was withdrawn"),
    ],
)
def test_what_differs_from_the_release_before_in_other_ways_is_let_be(before: str, now: str) -> None:
    assert ways(world(now, before=before)) == {}


# As commands

OVERLAY = (
    HEADER + 'ex:p a foaf:Person ;\n  foaf:name "Ana Rojas" ;\n  org:memberOf organisation:peru-consortium-academic .\n'
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("ontology", "data", "shapes"):
        shutil.copytree(ROOT / folder, tmp_path / "root" / folder)
    return tmp_path / "root"


def found_in(root: Path) -> Mapping[str, Finding]:
    return {finding.rule: finding for finding in validate(read_content(root)).findings}


def test_a_leak_is_told_at_the_first_triple_of_its_way_that_is_in_the_data(root: Path) -> None:
    (root / "data" / "leak.ttl").write_text(OVERLAY, "utf-8")
    finding = found_in(root)["adversary-membership"]
    line = 1 + OVERLAY[: OVERLAY.index("org:memberOf")].count("\n")
    assert (finding.file, finding.line, finding.severity) == ("data/leak.ttl", line, Severity.VIOLATION)
    assert "ex:p -org:memberOf-> organisation:peru-consortium-academic <-org:hasMember-" in finding.message("en")
    assert "una membresía" in finding.message("es")


def test_a_leak_in_a_disputed_graph_is_public_too(root: Path) -> None:
    (root / "data" / "peru-consortium" / "disputed.ttl").write_text(OVERLAY, "utf-8")
    assert found_in(root)["adversary-membership"].file == "data/peru-consortium/disputed.ttl"


def test_a_release_that_gives_something_away_is_refused_and_nothing_is_written(root: Path, run: Run) -> None:
    note = "<https://w3id.org/rightsgraph/id/intervention/peru-consortium> <http://www.w3.org/2004/02/skos/core#note> "
    (root / "data" / "leak.ttl").write_text(note + '"A workshop with 12 women in Villachica."@en .\n', "utf-8")
    done = run("build", root, "--out", root.parent / "release")
    assert done.returncode == 1
    assert "[adversary-few-in-town]" in done.stderr or "adversary-few-in-town" in done.stderr
    assert sorted(path.name for path in root.parent.iterdir()) == ["root"]


def test_what_shows_only_between_two_releases_is_refused_by_the_second_build(root: Path, run: Run) -> None:
    first, second, other = (root.parent / name for name in ("first", "second", "other"))
    assert run("build", root, "--out", first).returncode == 0
    actors = root / "data" / "peru-consortium" / "actors.ttl"
    text = actors.read_text("utf-8")
    actors.write_text(
        text.replace("rg:population rgc:femaleSexWorkers ,", "rg:population rgc:maleSexWorkers ,"), "utf-8"
    )
    alone, after = run("build", root, "--out", other), run("build", root, "--previous", first, "--out", second)
    assert "adversary-release-population" not in alone.stderr
    assert after.returncode == 1
    assert "adversary-release-population" in after.stderr
    assert not second.exists()
    actors.write_text(text, "utf-8")
    assert run("build", root, "--previous", first, "--out", second).returncode == 0


def test_a_previous_release_that_is_none_is_told(root: Path, run: Run) -> None:
    done = run("build", root, "--previous", root / "data", "--out", root.parent / "release")
    assert done.returncode == 3
    assert "a release has a manifest" in done.stderr
