# SPDX-License-Identifier: Apache-2.0
"""A workshop told to the day, the town and the head, and what a release, a server and a check make of it."""

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import pyoxigraph
import pytest
from pyoxigraph import RdfFormat
from tests.contracts.few import DATASETS, copy_few

from rightsgraph.content import read_content
from rightsgraph.rdf import text_of
from rightsgraph.validation import Finding, Report, validate, validate_changed

FIXTURES = Path(__file__).parents[1] / "fixtures" / "generalisation"
BASE = "https://w3id.org/rightsgraph/"
RG = BASE + "ns#"
OBJECT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#object"
EXACT = re.compile(rb"2009-03|2009-05|2010-01-05|workshop-town|workshop-province|13737")
COARSE = {
    ("activity/workshop", RG + "startDate"): "2009",
    ("activity/workshop", RG + "endDate"): "2009",
    ("activity/workshop", RG + "takesPlaceIn"): BASE + "id/place/PE-UCA",
    ("observation/workshop-reached", RG + "bandFrom"): "10000",
    ("observation/workshop-reached", RG + "bandUntil"): "19999",
    ("claim/workshop-start", OBJECT): "2009",
    ("claim/workshop-end", OBJECT): "2009",
    ("claim/workshop-takes-place", OBJECT): BASE + "id/place/PE-UCA",
    ("claim/workshop-reached-value", OBJECT): "10000",
    ("claim/workshop-reached-value-band-until", OBJECT): "19999",
}
MARKS = {
    "activity/workshop": {"end-to-year", "place-to-region", "start-to-year"},
    "observation/workshop-reached": {"z-count-to-band"},
    "claim/workshop-start": {"start-to-year"},
    "claim/workshop-end": {"end-to-year"},
    "claim/workshop-takes-place": {"place-to-region"},
    "claim/workshop-reached-value": {"z-count-to-band"},
    "claim/workshop-reached-value-band-until": {"z-count-to-band"},
}
FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "nq": RdfFormat.N_QUADS,
}
SEVERAL = DATASETS | {"baja-california-police-training", "south-africa-police-sensitisation"}
Run: TypeAlias = "Callable[..., subprocess.CompletedProcess[str]]"


# Not shipped: counts of people are published as their sources print them.
BANDS = """
policy:z-count-to-band a rg:GeneralisationPolicy ;
  skos:prefLabel "Counts of people, to a band"@en , "Conteos de personas, a una banda"@es ;
  rg:generalises <http://schema.org/value> ;
  rg:toGrain rgc:bandGrain .
"""


def add_bands(root: Path) -> Path:
    policies = root / "data" / "policies.ttl"
    policies.write_text(policies.read_text("utf-8") + BANDS, "utf-8")
    return root


def add_workshop(root: Path) -> Path:
    for path in FIXTURES.iterdir():
        shutil.copy(path, root / "data" / "peru-consortium" / path.name)
    return root


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of our own: the user's is left alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory, content_copy: Callable[[Path], Path]) -> Path:
    """Some of the shipped content with the workshop, and a policy more."""
    return add_workshop(add_bands(copy_few(content_copy, tmp_path_factory.mktemp("workshop"))))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, workshop: Path, run: Run) -> Path:
    """A release of it."""
    release = tmp_path_factory.mktemp("built") / "release"
    done = run("build", workshop, "--out", release)
    assert done.returncode == 0, done.stderr
    return release


def test_no_file_of_a_release_holds_an_exact_value(built: Path) -> None:
    files = [path for path in built.rglob("*") if path.is_file()]
    read = {
        path.name: gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files
    }
    assert [name for name, data in read.items() if EXACT.search(data)] == []
    assert EXACT.search(b"".join(path.read_bytes() for path in FIXTURES.iterdir()))


def unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


@pytest.mark.parametrize("extension", FORMATS)
def test_each_dump_holds_the_coarse_values_and_what_made_them_so(built: Path, extension: str) -> None:
    for name in (f"rightsgraph.{extension}", f"rightsgraph.{extension}.gz"):
        said: dict[tuple[str, str], set[str]] = {}
        for quad in pyoxigraph.parse(unpacked(built / name), format=FORMATS[extension]):
            name = text_of(quad.subject).removeprefix(BASE + "id/")
            said.setdefault((name, quad.predicate.value), set()).add(text_of(quad.object))
        assert {key: said.get(key) for key in COARSE} == {key: {value} for key, value in COARSE.items()}
        marks = {name: said.get((name, RG + "generalisedBy"), set()) for name in MARKS}
        assert {name: {iri.rpartition("/")[2] for iri in found} for name, found in marks.items()} == MARKS


def test_what_is_published_is_what_is_checked(workshop: Path, run: Run) -> None:
    done = run("check", workshop, "--format", "json", "--lang", "en")
    told = json.loads(done.stdout)
    assert (done.returncode, told["findings"]) == (0, [])
    (note,) = (note for note in told["notes"] if note.startswith("what was checked is what would be published"))
    assert {"end-to-year", "place-to-region", "start-to-year", "z-count-to-band"} == set(
        re.findall(r"([a-z-]+) \(", note)
    )
    assert "valor(es) generalizado(s) por end-to-year (" in run("check", workshop, "--lang", "es").stdout


def test_without_a_policy_a_place_finer_than_a_region_is_refused(tmp_path: Path, workshop: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(workshop, root)
    (root / "data" / "policies.ttl").unlink()
    found = {(finding.rule, finding.focus) for finding in validate(read_content(root)).findings}
    assert ("PlaceGrainShape", BASE + "id/place/workshop-town") in found


def test_a_place_that_leads_to_no_region_is_refused_at_its_line(tmp_path: Path, workshop: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(workshop, root)
    file = root / "data" / "peru-consortium" / "workshop.ttl"
    text = file.read_text("utf-8").replace("  dcterms:isPartOf place:PE-UCA ;\n", "")
    file.write_text(text, "utf-8")
    found = [finding for finding in validate(read_content(root)).findings if finding.rule == "not-generalised"]
    assert "takesPlaceIn place:workshop-town" in found[0].source
    assert "place-to-region" in found[0].message("es")


@pytest.mark.parametrize("extension", [".ttl", ".jsonld", ".nt", ".rdf", ".html"])
def test_a_server_of_the_content_serves_what_may_be_published(served_workshop: httpx.Client, extension: str) -> None:
    for name in MARKS:
        answer = served_workshop.get(f"/id/{name}{extension}")
        assert answer.status_code == 200
        assert not EXACT.search(answer.content)
        assert b"generalisedBy" in answer.content or extension == ".html"
    assert served_workshop.get(f"/id/place/workshop-town{extension}").status_code == 404


@pytest.fixture(scope="module")
def served_workshop(workshop: Path, start: Any) -> Iterator[httpx.Client]:
    server = start("serve", workshop, "--port", "0")
    try:
        said = re.search(r"http://\S+/(?= )", server.stdout.readline())
        assert said, server.communicate()[1]
        with httpx.Client(base_url=said.group(), timeout=60, trust_env=False) as client:
            yield client
    finally:
        server.terminate()
        server.communicate()


MARKED = {
    ("activity/workshop", "en"): ["generalised to the year", "generalised to the year", "generalised to the region"],
    ("activity/workshop", "es"): ["generalizado al año", "generalizado al año", "generalizado a la región"],
    ("observation/workshop-reached", "en"): ["generalised to a band", "generalised to a band"],
    ("claim/workshop-start", "es"): ["generalizado al año"],
    ("claim/workshop-reached-value", "en"): ["generalised to a band"],
    ("claim/workshop-activity-type", "en"): [],
    ("intervention/baja-california-police-training", "en"): [],
}


@pytest.mark.parametrize(("name", "language"), MARKED, ids=["-".join(case) for case in MARKED])
def test_a_page_marks_each_value_that_was_made_coarser(served_workshop: httpx.Client, name: str, language: str) -> None:
    page = served_workshop.get(f"/id/{name}.html?lang={language}").text
    found = re.findall(r'<a class="generalised" href="/id/policy/[^"]+"[^>]*>([^<]+)</a>', page)
    assert sorted(found) == sorted(MARKED[name, language])


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory, content_copy: Callable[[Path], Path]) -> Path:
    """The shipped content as somebody committed it, and after that the workshop."""
    root = copy_few(content_copy, tmp_path_factory.mktemp("history"), SEVERAL)
    git(root, "init", "-q")
    commit(root, "as it was")
    git(root, "branch", "shipped")
    commit(add_workshop(root), "with the workshop")
    git(root, "branch", "workshop")
    return root


@pytest.fixture
def root(committed: Path) -> Iterator[Path]:
    """With the workshop."""
    git(committed, "checkout", "-qf", "workshop")
    yield committed
    git(committed, "reset", "-q", "--hard")
    git(committed, "clean", "-qfdx")


@pytest.fixture
def shipped(root: Path) -> Path:
    """Without it: some dates are told to the month or the day."""
    git(root, "checkout", "-q", "shipped")
    return root


def git(folder: Path, *words: str) -> None:
    names = ("-c", "user.name=Somebody", "-c", "user.email=somebody@org.example")
    subprocess.run(["git", *names, *words], cwd=folder, check=True)


def commit(root: Path, message: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", message)


def replace(root: Path, name: str, old: str, new: str) -> None:
    path = root / "data" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def same(root: Path, ref: str) -> Report:
    """The report on what differs, which finds what a full one does."""
    full, changed = validate(read_content(root)), validate_changed(root, ref)
    assert set(map(place, changed.findings)) == set(map(place, full.findings))
    return changed


def place(finding: Finding) -> tuple[object, ...]:
    return finding.file, finding.line, finding.column, finding.rule, finding.focus, finding.value


def notes(report: Report) -> str:
    return " ".join(note["en"] for note in report.notes)


LABEL = ("peru-consortium/lessons.ttl", '"@en ', ' "@en ')
CHANGES = {
    "something else altogether": LABEL,
    "a class": ("peru-consortium/workshop.ttl", "a rg:InterventionActivity", "a rg:NextStep"),
    "a region": ("peru-consortium/workshop.ttl", '  skos:notation "PE-UCA" .', '  skos:notation "XX" .'),
    "an exact value": ("peru-consortium/workshop.ttl", "2009-03-14", "2009-03-15"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_check_of_what_changed_checks_all_where_a_policy_is_for_something(root: Path, case: str) -> None:
    replace(root, *CHANGES[case])
    assert "because a policy makes values coarser" in notes(same(root, "HEAD"))


def test_a_check_of_what_changed_checks_all_where_a_policy_was_for_something(root: Path) -> None:
    for path in FIXTURES.iterdir():
        (root / "data" / "peru-consortium" / path.name).unlink()
    assert "because a policy makes values coarser" in notes(same(root, "HEAD"))


@pytest.mark.parametrize("old", ["rgc:yearGrain", "rg:endDate", "rg:InterventionActivity"])
def test_a_check_of_what_changed_checks_all_where_policies_did(root: Path, old: str) -> None:
    replace(root, "policies.ttl", old, {"rgc:yearGrain": "rgc:monthGrain"}.get(old, "rg:asOf"))
    assert "because the policies that make values coarser changed" in notes(same(root, "HEAD"))


def test_a_check_of_what_changed_checks_all_where_policies_stand_elsewhere(shipped: Path) -> None:
    path = shipped / "data" / "peru-consortium" / "bands.ttl"
    path.write_text((shipped / "data" / "policies.ttl").read_text("utf-8").partition("policy:end")[0] + BANDS, "utf-8")
    git(shipped, "add", "-A")
    git(shipped, "commit", "-qm", "elsewhere")
    replace(shipped, *LABEL)
    try:
        assert "or stand in more than one file" in notes(same(shipped, "HEAD"))
    finally:
        git(shipped, "reset", "-q", "--hard", "HEAD~1")


START = ("south-africa-police-sensitisation/intervention.ttl", '"2012-08-15"', '"2012-09-16"')
DATED = {
    "a day within the year": (START, False),
    "a year": (("baja-california-police-training/intervention.ttl", '"2015"^^xsd:gYear', '"2016"^^xsd:gYear'), True),
    "the day of another year": ((START[0], "2012-08-15", "2013-08-15"), True),
    "the day that is claimed, to another year": (
        ("south-africa-police-sensitisation/claims.ttl", '"2012-08-15"', '"2013-08-15"'),
        True,
    ),
}


@pytest.mark.parametrize("case", DATED)
def test_a_check_of_what_changed_stays_with_it_where_dates_alone_are_coarser(shipped: Path, case: str) -> None:
    change, is_wrong = DATED[case]
    replace(shipped, *change)
    report = same(shipped, "HEAD")
    assert "only what differs from HEAD was checked" in notes(report)
    rules = {"ClaimedTripleShape", "EvidenceShape"} if is_wrong else set()
    assert {finding.rule for finding in report.findings} == rules


def test_what_is_told_of_a_value_that_was_made_coarser_stands_at_it(shipped: Path) -> None:
    replace(shipped, *DATED["the day of another year"][0])
    (finding,) = (one for one in validate_changed(shipped, "HEAD").findings if one.rule == "EvidenceShape")
    assert '"2013-08-15"^^xsd:date' in finding.source
    assert finding.value == "2013"


@pytest.mark.parametrize("grain", ["date", "gYear"])
def test_a_new_record_told_to_the_day_is_checked_as_it_would_be_published(shipped: Path, grain: str) -> None:
    value = {"date": "2009-03-14", "gYear": "2009"}[grain]
    new = """
        <https://w3id.org/rightsgraph/id/activity/x> a rg:InterventionActivity ;
          rg:startDate "VALUE"^^<http://www.w3.org/2001/XMLSchema#GRAIN> .
        """
    path = shipped / "data" / "peru-consortium" / "law.ttl"
    path.write_text(path.read_text("utf-8") + new.replace("VALUE", value).replace("GRAIN", grain), "utf-8")
    report = same(shipped, "HEAD")
    assert "only what differs from HEAD was checked" in notes(report)
    assert "2009" in {finding.value for finding in report.findings if finding.rule == "EvidenceShape"}


def test_a_dated_record_of_another_class_is_checked_with_everything(shipped: Path) -> None:
    replace(shipped, START[0], "-manual a rg:InterventionActivity", "-manual a rg:NextStep")
    assert "because a policy makes values coarser" in notes(same(shipped, "HEAD"))


def test_a_day_that_no_policy_is_for_is_checked_as_it_is(shipped: Path) -> None:
    law = shipped / "data" / "peru-consortium" / "law.ttl"
    law.write_text(law.read_text("utf-8") + LAW, "utf-8")
    report = same(shipped, "HEAD")
    assert "only what differs from HEAD was checked" in notes(report)
    assert "2009-03-14" in {finding.value for finding in report.findings}


LAW = """
<https://w3id.org/rightsgraph/id/legal-event/x> a rg:LegalStatusEvent ;
  rg:startDate "2009-03-14"^^<http://www.w3.org/2001/XMLSchema#date> .
"""
