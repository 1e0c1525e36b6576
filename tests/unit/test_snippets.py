# SPDX-License-Identifier: Apache-2.0
"""Snippets are run as they are copied: what they send is the very query, whatever it holds."""

import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rightsgraph.web.answering.snippets import (
    LONGEST_ADDRESS,
    Source,
    quote_javascript,
    quote_python,
    quote_r,
    quote_shell,
    write_snippets,
)

SECONDS = 60
# What breaks quoting, in whatever order; any other character that a query may hold, too, but for NUL.
PIECES = st.sampled_from(
    [
        "'",
        '"',
        '"""',
        "\\",
        "\n",
        "\r\n",
        "$",
        "${x}",
        "$(id)",
        "`",
        "%20",
        "%",
        "&",
        "#",
        "</script>",
        "é",
        "💥",
        "u0041",
    ]
)
ANY = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
QUERIES = st.lists(PIECES | ANY, max_size=12).map("".join)
HOSTILE = "SELECT ('it''s \"x\" \\\\ ${PATH} `id` $(id) %41 100% \\u0041' AS ?x) #\n{}\n\"\"\"\n'''\n\\"
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Said(http.server.ThreadingHTTPServer):
    """A server that keeps what it was asked."""

    queries: list[str]


class Ear(http.server.BaseHTTPRequestHandler):
    server: Said

    def do_GET(self) -> None:
        self._answer(parse_qs(urlsplit(self.path).query, keep_blank_values=True))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(parse_qs(body, keep_blank_values=True))

    def _answer(self, given: dict[str, list[str]]) -> None:
        self.server.queries.extend(given["query"])
        asked = parse_qs(urlsplit(self.path).query)["format"]
        rows = json.dumps({"results": {"bindings": [{"a": {"value": "1"}}]}})
        body = (rows if asked == ["json"] else "a,b\r\n1,2\r\n").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def ear() -> Iterator[Said]:
    with Said(("127.0.0.1", 0), Ear) as server:
        server.queries = []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(SECONDS)


def run(program: str, ear: Said, query: str, name: str) -> str:
    """What a snippet prints; the query that came is kept by the ear."""
    source = Source(f"http://127.0.0.1:{ear.server_port}/sparql", query)
    code = next(snippet.code for snippet in write_snippets(source) if snippet.name == name)
    words = [program, "--input-type=module", "-"] if name == "JavaScript" else [program, "-"]
    done = subprocess.run(words, input=code.encode(), capture_output=True, timeout=SECONDS)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@example(HOSTILE)
@given(QUERIES.filter(bool))
@FEW
def test_curl_sends_the_query_as_it_is(ear: Said, query: str) -> None:
    assert "a,b" in run("sh", ear, query, "curl")
    assert ear.queries[-1] == query


@example(HOSTILE)
@given(QUERIES.filter(bool))
@FEW
def test_javascript_sends_the_query_as_it_is(ear: Said, query: str) -> None:
    if not shutil.which("node"):
        pytest.skip("needs node")
    assert "value: '1'" in run("node", ear, query, "JavaScript")
    assert ear.queries[-1] == query


def test_pandas_reads_the_answer_of_the_query_as_it_is(ear: Said) -> None:
    assert run(sys.executable, ear, HOSTILE, "Python").split() == ["a", "b", "0", "1", "2"]
    assert ear.queries[-1] == HOSTILE


@example(HOSTILE)
@given(st.text() | QUERIES)
def test_python_reads_its_literal_as_the_text(text: str) -> None:
    assert eval(quote_python(text)) == text


@example(HOSTILE)
@given(QUERIES)
@FEW
def test_javascript_reads_its_literal_as_the_text(text: str) -> None:
    if not shutil.which("node"):
        pytest.skip("needs node")
    code = f"process.stdout.write(JSON.stringify({quote_javascript(text)}))"
    done = subprocess.run(["node", "-"], input=code.encode(), capture_output=True, timeout=SECONDS, check=True)
    assert json.loads(done.stdout) == text


@example(HOSTILE)
@given(QUERIES)
@FEW
def test_a_shell_reads_one_word(text: str) -> None:
    code = f"printf %s {quote_shell(text)}"
    assert subprocess.run(["sh", "-c", code], capture_output=True, timeout=SECONDS, check=True).stdout == text.encode()


@example(HOSTILE)
@given(st.text(st.characters(exclude_characters="\0")) | QUERIES)
def test_a_string_of_r_is_one_literal_that_says_the_text(text: str) -> None:
    quoted = quote_r(text)
    assert re.fullmatch(r'"(?:[^"\\]|\\["\\]|\\u\{[0-9a-f]+\})*"', quoted)
    said = re.sub(r"\\(u\{([0-9a-f]+)\}|.)", lambda m: chr(int(m[2], 16)) if m[2] else m[1], quoted[1:-1])
    assert said == text


def test_a_graph_is_read_as_text_and_not_as_a_table() -> None:
    codes = {one.name: one.code for one in write_snippets(Source("http://a/sparql", "DESCRIBE <a:b>", is_table=False))}
    assert all("turtle" in code for code in codes.values())
    assert not any(word in code for code in codes.values() for word in ("pandas", "read.csv", "bindings"))


def test_a_named_query_is_had_by_its_address_alone() -> None:
    source = Source("http://a/queries/x?lang=es&country=PE")
    assert [one.code.count("http://a/queries/x?lang=es&country=PE&format=") for one in write_snippets(source)] == [
        1
    ] * 4
    assert source.spreadsheet == "http://a/queries/x?lang=es&country=PE&format=csv"


def test_a_spreadsheet_is_given_an_address_only_where_it_fits() -> None:
    assert Source("http://a/sparql", "ASK {}").spreadsheet == "http://a/sparql?format=csv&query=ASK+%7B%7D"
    assert Source("http://a/sparql", "x" * LONGEST_ADDRESS).spreadsheet is None
    assert Source("http://a/sparql", "DESCRIBE <a:b>", is_table=False).spreadsheet is None
