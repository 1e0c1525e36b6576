# SPDX-License-Identifier: Apache-2.0
"""A server whose release is changed under it stops telling what was withdrawn, by itself and within seconds."""

import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.alone

ORGANISATION = "/id/organisation/peru-consortium-academic"
MARK = "Academic institution, without a name in the source"
LABELS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?s ?label { ?s skos:prefLabel ?label } ORDER BY ?s"
# Larger than what is held in memory: it lies on disk until it is sent.
LARGE = "SELECT * { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?label . ?t ?p ?s } LIMIT 20000"
SECONDS = 60
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    (ORGANISATION, {}),
    (f"{ORGANISATION}.html", {}),
    ("/id/consortium/peru-consortium.html", {}),
    ("/sparql", {"query": LABELS, "format": "json"}),
    ("/sparql", {"query": LABELS, "format": "csv"}),
    ("/sparql", {"query": f"ASK {{ ?s ?p {MARK!r}@en }}".replace("'", '"'), "format": "csv"}),
    ("/sparql", {"query": LARGE, "format": "json"}),
    ("/queries/what-is-not-said", {"format": "csv", "limit": "1000"}),
    ("/dumps/rightsgraph.nq", {}),
    ("/dumps/peru-consortium.ttl", {}),
    ("/dumps/", {}),
    ("/dumps/manifest.json", {}),
    ("/.well-known/void", {}),
)


@pytest.fixture(scope="module")
def changed(serving: Any, run: Any, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server that was asked everything twice, then had a record withdrawn; with what it said before."""
    folder = tmp_path_factory.mktemp("live") / "release"
    shutil.copytree(release, folder)
    with serving(folder) as client:
        for path, params in ASKED:
            client.get(path, params=params)
        before = [client.get(path, params=params) for path, params in ASKED]
        assert [answer.status_code for answer in before] == [200] * len(ASKED)
        assert run("withdraw", ORGANISATION, folder, "--reason", "safety").returncode == 0
        said = client.get("/dumps/rightsgraph.nq")
        assert said.status_code == 503 or MARK not in said.text, "its files are those of the other release by now"
        wait_until_gone(client, ORGANISATION)
        yield folder, client, before


def wait_until_gone(client: httpx.Client, path: str) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            if client.get(path).status_code == 410:
                return
        except httpx.TransportError:
            pass  # a connection that the old server held
        time.sleep(0.2)
    raise AssertionError(f"{path} is still there")


def test_the_old_answers_told_of_the_record(changed: Any) -> None:
    _, _, before = changed
    told = [MARK in answer.text or "peru-consortium-academic" in answer.text for answer in before]
    assert sum(told) >= 8
    assert max(len(answer.content) for answer in before) > 1 << 20


@pytest.mark.parametrize(
    "number", range(len(ASKED)), ids=[f"{path}{params.get('format', '')}" for path, params in ASKED]
)
def test_nothing_that_was_asked_before_tells_of_it_any_more(changed: Any, number: int) -> None:
    _, client, before = changed
    path, params = ASKED[number]
    for answer in (client.get(path, params=params), client.get(path, params=params)):
        assert answer.status_code == (410 if path.startswith(ORGANISATION) else 200)
        assert MARK not in answer.text
    if "ASK" in params.get("query", ""):
        assert (before[number].text, answer.text) == ("true", "false")


@pytest.mark.parametrize("number", range(2, len(ASKED)))
def test_no_tag_of_the_old_release_is_taken_for_the_new_ones(changed: Any, number: int) -> None:
    _, client, before = changed
    path, params = ASKED[number]
    if tag := before[number].headers.get("etag"):
        answer = client.get(path, params=params, headers={"If-None-Match": tag})
        assert answer.status_code == 200
        assert answer.headers["etag"] != tag


def test_what_is_gone_says_when_and_for_which_class_of_reason_and_where_to_ask(changed: Any) -> None:
    _, client, _ = changed
    answer = client.get(ORGANISATION, headers={"Accept": "application/problem+json"})
    assert answer.status_code == 410
    assert answer.json()["reason"] == "https://w3id.org/rightsgraph/concept/tdSafety"
    assert answer.headers["link"] == '</corrections>; rel="help"'


def test_the_files_are_served_byte_for_byte_as_they_are_now(changed: Any) -> None:
    folder, client, _ = changed
    for name in ("rightsgraph.nq", "manifest.json", "SHA256SUMS", "NORMS.txt", "peru-consortium.ttl.gz"):
        assert client.get(f"/dumps/{name}").content == (folder / name).read_bytes()


def test_a_second_withdrawal_takes_hold_too_and_nothing_old_is_sent_afterwards(changed: Any, run: Any) -> None:
    folder, client, _ = changed
    lesson = "/id/lesson/peru-consortium-seeking-consensus"
    assert client.get(lesson).status_code == 200
    with socket.create_connection((client.base_url.host, client.base_url.port or 0), timeout=SECONDS) as dawdling:
        query = httpx.QueryParams({"query": LARGE.replace("20000", "200000"), "format": "json"})
        dawdling.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert dawdling.recv(100).startswith(b"HTTP/1.1 200")
        assert run("withdraw", lesson, folder, "--reason", "error").returncode == 0
        wait_until_gone(client, lesson)
        received = 0
        try:
            while data := dawdling.recv(1 << 20):
                received += len(data)
        except ConnectionError:
            pass
        assert received < 64 << 20, "what had been sent before is all that comes"
    assert client.get(ORGANISATION).status_code == 410
    assert len(client.get("/withdrawals.atom").text.split("<entry>")) == 8


def test_a_release_that_is_not_whole_is_not_opened(serving: Any, start: Any, release: Path, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    shutil.copytree(release, folder)
    server = start("serve", folder, "--port", "0")
    try:
        url = server.stdout.readline().split(" at ")[1].split()[0]
        (folder / "manifest.json").write_text("{}")
        time.sleep(2.5)
        assert httpx.get(f"{url}id/lesson/peru-consortium-seeking-consensus", trust_env=False).status_code == 200
        assert httpx.get(f"{url}dumps/manifest.json", trust_env=False).status_code == 503
    finally:
        server.terminate()
    _, told = server.communicate(timeout=SECONDS)
    assert server.returncode == 0
    assert told.count("is not used") == 1
