# SPDX-License-Identifier: Apache-2.0
"""Released files over HTTP: the very bytes, whole or in ranges, and nothing that was not released."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

Say = Callable[[httpx.Client, str], tuple[int, bytes, bytes]]

DUMP = "/dumps/rightsgraph.nt"
MEDIA_TYPES = {
    ".ttl": "text/turtle; charset=utf-8",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".rdf": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".gz": "application/gzip",
    ".txt": "text/plain; charset=utf-8",
    "": "text/plain; charset=utf-8",
}


@pytest.fixture(scope="module")
def data(release: Path) -> bytes:
    return (release / "rightsgraph.nt").read_bytes()


def test_every_released_file_is_served_byte_for_byte(client: httpx.Client, release: Path) -> None:
    issued = datetime.fromisoformat(json.loads((release / "manifest.json").read_text("utf-8"))["issued"])
    for path in release.iterdir():
        answer = client.get(f"/dumps/{path.name}")
        assert (answer.status_code, answer.content) == (200, path.read_bytes()), path.name
        assert answer.headers["content-type"] == MEDIA_TYPES[path.suffix], path.name
        assert "content-encoding" not in answer.headers, path.name
        assert answer.headers["content-length"] == str(path.stat().st_size), path.name
        assert answer.headers["accept-ranges"] == "bytes", path.name
        assert answer.headers["etag"] == f'"{hashlib.sha256(path.read_bytes()).hexdigest()}"', path.name
        assert answer.headers["last-modified"] == f"{issued:%a, %d %b %Y} 00:00:00 GMT", path.name


def test_what_was_served_holds_against_the_served_checksums(client: httpx.Client) -> None:
    lines = client.get("/dumps/SHA256SUMS").text.splitlines()
    assert lines
    for line in lines:
        checksum, name = line.split("  ")
        assert hashlib.sha256(client.get(f"/dumps/{name}").content).hexdigest() == checksum, name


def test_the_list_names_every_dump_and_is_found_without_its_slash(client: httpx.Client, release: Path) -> None:
    moved = client.get("/dumps?lang=es")
    assert (moved.status_code, moved.headers["location"]) == (308, "/dumps/?lang=es")
    page = client.get("/dumps/").text
    linked = set(re.findall(r'href="/dumps/([^"?]+)"', page))
    assert linked == {path.name for path in release.iterdir()}
    for checksum, name in (line.split("  ") for line in (release / "SHA256SUMS").read_text("utf-8").splitlines()):
        assert checksum in page or name == "manifest.json"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        pytest.param("bytes=0-99", 0, 99, id="the-first"),
        pytest.param("bytes=100-", 100, None, id="the-rest"),
        pytest.param("bytes=-50", -50, None, id="the-last"),
        pytest.param("bytes=7-7", 7, 7, id="one-byte"),
        pytest.param("bytes=5-999999999", 5, None, id="beyond-the-end"),
        pytest.param("bytes=-999999999", 0, None, id="more-than-there-is"),
        pytest.param("Bytes = 3-4", 3, 4, id="in-capitals"),
    ],
)
def test_a_range_is_cut_out(client: httpx.Client, data: bytes, asked: str, first: int, last: int | None) -> None:
    answer = client.get(DUMP, headers={"Range": asked})
    start = first % len(data)
    end = len(data) - 1 if last is None else last
    assert (answer.status_code, answer.content) == (206, data[start : end + 1])
    assert answer.headers["content-range"] == f"bytes {start}-{end}/{len(data)}"
    assert answer.headers["content-length"] == str(end - start + 1)
    assert answer.headers["etag"] == client.head(DUMP).headers["etag"]


def test_several_ranges_come_in_parts(client: httpx.Client, data: bytes) -> None:
    answer = client.get(DUMP, headers={"Range": "bytes=0-9, 100-109, -5"})
    assert answer.status_code == 206
    head = f"Content-Type: {answer.headers['content-type']}\r\n\r\n".encode()
    parts = BytesParser().parsebytes(head + answer.content).walk()
    size = len(data)
    found = {part["Content-Range"]: part.get_payload(decode=True) for part in parts if "Content-Range" in part}
    assert found == {
        f"bytes 0-9/{size}": data[:10],
        f"bytes 100-109/{size}": data[100:110],
        f"bytes {size - 5}-{size - 1}/{size}": data[-5:],
    }


def test_a_download_that_broke_goes_on(client: httpx.Client, data: bytes) -> None:
    tag = client.head(DUMP).headers["etag"]
    half = client.get(DUMP, headers={"Range": "bytes=0-4999"}).content
    rest = client.get(DUMP, headers={"Range": "bytes=5000-", "If-Range": tag})
    assert (rest.status_code, half + rest.content) == (206, data)


@pytest.mark.parametrize("held", ['"another"', 'W/"{}"', "Thu, 01 Jan 1970 00:00:00 GMT", "rubbish"])
def test_a_download_of_another_version_starts_again(client: httpx.Client, data: bytes, held: str) -> None:
    tag = client.head(DUMP).headers["etag"].strip('"')
    headers = {"Range": "bytes=5000-", "If-Range": held.replace("{}", tag)}
    answer = client.get(DUMP, headers=headers)
    assert (answer.status_code, answer.content) == (200, data)


@pytest.mark.parametrize("asked", ["bytes={}-", "bytes=999999999-", "bytes=-0"])
def test_a_range_behind_the_end_is_told_the_size(client: httpx.Client, data: bytes, asked: str) -> None:
    answer = client.get(DUMP, headers={"Range": asked.replace("{}", str(len(data)))})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(data)}"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=9-3",
        "bytes=0-1,x",
        "bytes",
        "items=0-1",
        "",
        "bytes=1_0-2_0",
        "bytes=+1-5",
    ],
)
def test_a_range_that_is_none_is_passed_over(client: httpx.Client, data: bytes, asked: str) -> None:
    answer = client.get(DUMP, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, data)


def test_a_range_is_only_cut_out_for_get(client: httpx.Client, data: bytes) -> None:
    answer = client.head(DUMP, headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.headers["content-length"]) == (200, str(len(data)))


def test_what_is_held_is_not_sent_again_whatever_range_is_asked(client: httpx.Client) -> None:
    tag = client.head(DUMP).headers["etag"]
    answer = client.get(DUMP, headers={"If-None-Match": tag, "Range": "bytes=0-9"})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "../manifest.json",
        "../../../etc/passwd",
        "..%2fserver.log",
        "%2e%2e%2fserver.log",
        "..%5cserver.log",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "./rightsgraph.nt",
        "rightsgraph.nt%00",
        "rightsgraph.nt%00.txt",
        "%00",
        "rightsgraph.nt/",
        "RIGHTSGRAPH.NT",
        "rightsgraph",
        "*",
        "a" * 5000,
    ],
)
def test_nothing_else_is_served_as_a_dump(client: httpx.Client, say: Say, release: Path, name: str) -> None:
    assert (release.parent / "server.log").is_file()
    status, _, body = say(client, f"/dumps/{name}")
    assert status == 404
    assert b"Serving" not in body


@pytest.mark.parametrize(
    ("extension", "media_type"),
    [
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("rdf", "application/rdf+xml"),
        ("jsonld", "application/ld+json"),
    ],
)
def test_the_description_is_served_as_it_was_released(
    client: httpx.Client, release: Path, extension: str, media_type: str
) -> None:
    released = (release / f"void.{extension}").read_bytes()
    for answer in (
        client.get("/.well-known/void", headers={"Accept": media_type}),
        client.get(f"/.well-known/void?format={extension}"),
        client.get(f"/.well-known/void?format={quote(media_type)}"),
    ):
        assert (answer.status_code, answer.content) == (200, released)
        assert answer.headers["content-type"].partition(";")[0] == media_type
