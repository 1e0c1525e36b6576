# SPDX-License-Identifier: Apache-2.0
"""Every page and every dump says how to ask for a correction or a withdrawal, without an account or a reason."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/rightsgraph/"
RG = BASE + "ns#"
ATOM = "{http://www.w3.org/2005/Atom}"
HTML = {"Accept": "text/html"}
PROCEDURE = {
    "en": "without an account and without giving a reason",
    "es": "sin tener cuenta y sin dar motivos",
}
NORMS = {"en": "do not try to find out who anybody in it is", "es": "no intente averiguar quién es"}
PAGES = (
    "/",
    "/queries/",
    "/queries/what-is-not-said",
    "/sparql",
    "/dumps/",
    "/ns",
    "/id/intervention/peru-consortium",
    "/concept/sexWorkers",
    "/corrections",
    "/withdrawals",
    "/id/nothing/at-all",
    "/nowhere",
)
RESOURCES = ("/ns", "/id/intervention/peru-consortium", "/concept/sexWorkers", "/dataset/peru-consortium")
DUMPS = ("/dumps/", "/dumps/rightsgraph.nt", "/dumps/NORMS.txt", "/dumps/SHA256SUMS", "/.well-known/void")
DATASETS = ["rightsgraph", *(path.parent.name for folder in ("ontology", "data", "shapes")
            for path in (ROOT / folder).rglob("dataset.ttl") if path.parent != ROOT / "data")]  # fmt: skip
FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "nq": RdfFormat.N_QUADS,
}


@pytest.fixture(scope="module")
def withdrawn(
    serving: Any, run: Any, release: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A client of a release from which two records were withdrawn at different times."""
    folder = tmp_path_factory.mktemp("withdrawn") / "release"
    shutil.copytree(release, folder)
    for record, reason, at in (
        ("lesson/peru-consortium-seeking-consensus", "error", "2026-11-27T08:00:00-05:00"),
        ("organisation/peru-consortium-academic", "subjectRequest", "2026-11-28T12:00:00Z"),
    ):
        assert run("withdraw", f"/id/{record}", folder, "--reason", reason, "--at", at).returncode == 0
    with serving(folder, env={"RIGHTSGRAPH_CONTACT": "mailto:who@example.org"}) as client:
        yield client


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_corrections_and_withdrawals(client: httpx.Client, path: str, language: str) -> None:
    page = client.get(path, params={"lang": language}, headers=HTML)
    assert page.headers["content-type"].startswith("text/html")
    footer = page.text.partition("<footer>")[2]
    assert f'href="/corrections?lang={language}"' in footer
    assert f'href="/withdrawals?lang={language}"' in footer
    assert {"en": "Corrections and withdrawal", "es": "Correcciones y retiro"}[language] in footer
    head = page.text.partition("</head>")[0]
    assert '<link rel="alternate" type="application/atom+xml" href="/withdrawals.atom"' in head


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_says_how_to_ask_in_the_datasets_own_words(client: httpx.Client, language: str) -> None:
    page = client.get("/corrections", headers={"Accept-Language": language})
    assert page.status_code == 200
    assert "accept-language" in page.headers["vary"].lower()
    assert PROCEDURE[language] in page.text
    assert NORMS[language] in page.text
    assert {"en": "Ask whoever runs this server", "es": "Pídaselo a quien opera este servidor"}[language] in page.text
    assert "<form" not in page.text
    assert "<script" not in page.text
    again = client.get("/corrections", headers={"Accept-Language": language, "If-None-Match": page.headers["etag"]})
    assert again.status_code == 304


def test_the_page_names_whom_the_operator_has_set(withdrawn: httpx.Client) -> None:
    page = withdrawn.get("/corrections").text
    assert '<a href="mailto:who@example.org">who@example.org</a>' in page
    assert "Ask whoever runs this server, or" not in page


@pytest.mark.parametrize(
    "contact", ["who@example.org", "http://example.org/", "javascript:alert(1)", "mailto:", "https://", "https://a b/"]
)
def test_a_contact_that_cannot_be_reached_safely_is_refused_at_start(run_forked: Any, contact: str) -> None:
    done = run_forked("serve", ROOT, "--port", "0", env={"RIGHTSGRAPH_CONTACT": contact})
    assert done.returncode == 2
    assert "RIGHTSGRAPH_CONTACT" in done.stderr


@pytest.mark.parametrize(
    "path", [*RESOURCES, "/dumps/", "/dumps/rightsgraph.nt", "/dumps/SHA256SUMS", "/.well-known/void"]
)
def test_every_resource_and_every_dump_leads_there_by_its_header(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (answer.status_code, again.status_code) == (200, 304)
    for headers in (answer.headers, again.headers, client.head(path).headers):
        assert '</corrections>; rel="help"' in headers["link"]


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("name", DATASETS)
def test_every_dump_says_how_to_ask(release: Path, name: str, extension: str) -> None:
    quads = pyoxigraph.parse((release / f"{name}.{extension}").read_bytes(), format=FORMATS[extension])
    said = {
        (quad.object.language, quad.object.value)
        for quad in quads
        if str(quad.subject) == f"<{BASE}dataset/{name}>" and quad.predicate.value == RG + "correctionProcedure"
        if isinstance(quad.object, pyoxigraph.Literal)
    }
    assert {language for language, text in said if PROCEDURE[language or ""] in text} == {"en", "es"}


def test_the_description_holds_the_norms_the_procedure_and_the_feed(release: Path) -> None:
    text = (release / "void.nt").read_text("utf-8")
    whole = [line for line in text.splitlines() if line.startswith(f"<{BASE}dataset/rightsgraph> ")]
    assert sum(f"<{RG}usageNorms>" in line for line in whole) == 2
    assert f"<{BASE}dataset/rightsgraph> <http://rdfs.org/sioc/ns#feed> <{BASE}withdrawals.atom> ." in whole
    for name in DATASETS:
        assert text.count(f"<{BASE}dataset/{name}> <{RG}correctionProcedure>") == 2


def test_the_norms_travel_with_every_release_in_both_languages(release: Path, client: httpx.Client) -> None:
    data = (release / "NORMS.txt").read_bytes()
    text = " ".join(data.decode().split())
    for told in (PROCEDURE, NORMS):
        assert text.index(told["en"]) < text.index(told["es"])
    assert all(len(line) <= 100 for line in data.decode().splitlines())
    assert f"{hashlib.sha256(data).hexdigest()}  NORMS.txt\n" in (release / "SHA256SUMS").read_text("utf-8")
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    assert "NORMS.txt" in {file["name"] for file in manifest["files"]}
    served = client.get("/dumps/NORMS.txt")
    assert (served.content, served.headers["content-type"]) == (data, "text/plain; charset=utf-8")


def test_content_that_states_no_norms_has_none_in_its_release(little_release: Path) -> None:
    assert not (little_release / "NORMS.txt").exists()


def test_the_feed_tells_each_record_and_class_of_reason_and_nothing_else(withdrawn: httpx.Client) -> None:
    answer = withdrawn.get("/withdrawals.atom")
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == ATOM + "feed"
    assert [child.tag.removeprefix(ATOM) for child in feed][:6] == ["id", "title", "updated", "author", "link", "link"]
    assert feed.findtext(ATOM + "id") == BASE + "withdrawals.atom"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    entries = feed.findall(ATOM + "entry")
    assert len(entries) == 7
    for entry in entries:
        assert [child.tag.removeprefix(ATOM) for child in entry] == ["id", "title", "updated", "link", "category"]
        iri = entry.findtext(ATOM + "title") or ""
        assert entry.findtext(ATOM + "id") == f"{iri}#withdrawal"
        assert entry.find(ATOM + "link").attrib == {"rel": "alternate", "href": iri}  # type: ignore[union-attr]
        assert withdrawn.get(iri.removeprefix(BASE[:-1])).status_code == 410
    times = [entry.findtext(ATOM + "updated") or "" for entry in entries]
    assert all(datetime.fromisoformat(time).tzinfo for time in times)
    assert times == sorted(times, reverse=True)
    assert set(times) == {"2026-11-27T13:00:00Z", "2026-11-28T12:00:00Z"}
    assert feed.findtext(ATOM + "updated") == times[0]
    reasons = {entry.find(ATOM + "category").attrib["term"] for entry in entries}  # type: ignore[union-attr]
    assert reasons == {"tdError", "tdSubjectRequest"}


def test_a_feed_without_entries_is_one_as_well(client: httpx.Client, release: Path) -> None:
    feed = ElementTree.fromstring(client.get("/withdrawals.atom").content)
    issued = json.loads((release / "manifest.json").read_text("utf-8"))["issued"]
    assert feed.findtext(ATOM + "updated") == f"{issued}T00:00:00Z"
    assert feed.findall(ATOM + "entry") == []
    assert "Nothing has been withdrawn." in client.get("/withdrawals", headers=HTML).text


def test_mirrors_ask_for_the_feed_again_and_are_told_that_nothing_is_new(withdrawn: httpx.Client) -> None:
    answer = withdrawn.get("/withdrawals.atom")
    again = withdrawn.get("/withdrawals.atom", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert withdrawn.head("/withdrawals.atom").headers["etag"] == answer.headers["etag"]
    assert answer.headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize(("language", "reason"), [("en", "Request of a person"), ("es", "Solicitud de persona")])
def test_the_page_tells_the_same_in_the_readers_language(withdrawn: httpx.Client, language: str, reason: str) -> None:
    page = withdrawn.get("/withdrawals", params={"lang": language}).text
    assert page.count("<tr><td>") == 7
    assert f"{BASE}id/organisation/peru-consortium-academic" in page
    assert reason in page
    assert '<time datetime="2026-11-28T12:00:00Z">2026-11-28</time>' in page
    assert "<script" not in page


def test_foreign_files_have_the_page_and_no_feed(raw: httpx.Client) -> None:
    page = raw.get("/corrections", headers=HTML)
    assert page.status_code == 200
    assert "You need no account" in page.text
    assert "withdrawals" not in page.text
    assert raw.get("/withdrawals.atom").status_code == 404
    assert raw.get("/withdrawals").status_code == 404


def test_the_history_of_a_repository_is_cleared_as_contributing_says(content_copy: Any, tmp_path: Path) -> None:
    program = shutil.which("git-filter-repo")
    if program is None:
        reason = "needs the Debian package git-filter-repo"
        if os.environ.get("RIGHTSGRAPH_REQUIRE_PROGRAMS"):
            pytest.fail(reason)
        pytest.skip(reason)
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    script = re.findall(r"```sh\n(.*?)```", text.partition("### The history of the repository")[2], re.DOTALL)[0]
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "rightsgraph"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m rightsgraph "$@"\n')
    command.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "GIT_CONFIG_NOSYSTEM": "1",
        "REPOSITORY": str(tmp_path / "forge.git"),
        "IRI": "/id/organisation/peru-consortium-academic",
        **{f"GIT_{who}_{what}": "test@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }

    def sh(script: str, folder: Path = tmp_path) -> str:
        done = subprocess.run(["sh", "-ec", script], cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    source = content_copy(tmp_path / "source")
    sh("git init -qb main && git add -A && git commit -qm First && git tag v1 && git branch side", source)
    (source / "README.md").write_text("About it.\n")
    sh("git add -A && git commit -qm Second", source)
    sh("git clone -q --bare source forge.git")
    (tmp_path / "work").mkdir()
    sh(script, tmp_path / "work")
    sh("git clone -q --no-local forge.git fresh")
    log = sh("git log --all -p", tmp_path / "fresh")
    assert "Second" in log
    assert "Academic institution, without a name in the source" not in log
    assert sh("git tag; git branch -r", tmp_path / "fresh").split() == [
        "v1", "origin/HEAD", "->", "origin/main", "origin/main", "origin/side"
    ]  # fmt: skip
    kept = (tmp_path / "fresh" / "data" / "peru-consortium" / "actors.ttl").read_text("utf-8")
    assert "organisation:peru-consortium-transgender-people a org:Organization" in kept
    sh("rightsgraph check fresh")
