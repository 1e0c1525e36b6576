# SPDX-License-Identifier: Apache-2.0
"""An answer's address and query in, code that takes the answer out: shell, Python, R, JavaScript. Pure.

A query may hold anything: each language's own rules of quoting make it one literal again.
"""

import json
import re
from dataclasses import dataclass
from urllib.parse import urlencode

# What goes into an address at most; longer queries are sent in the body. Some proxies take no more than 8 KB.
LONGEST_ADDRESS = 6000
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code in a language; `name` is the language's."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer is had: an absolute address, what is sent to it, whether what comes is a table."""

    address: str
    query: str | None = None
    is_table: bool = True

    @property
    def format(self) -> str:
        """The format that programs read."""
        return "csv" if self.is_table else "turtle"

    def with_format(self, format: str) -> str:
        """The address with a format asked for."""
        return f"{self.address}{'&' if '?' in self.address else '?'}format={format}"

    @property
    def spreadsheet(self) -> str | None:
        """An address that holds all, as spreadsheets want it; None where it would be too long."""
        whole = self.with_format("csv") + (f"&{urlencode({'query': self.query})}" if self.query else "")
        return whole if self.is_table and len(whole) <= LONGEST_ADDRESS else None


def write_snippets(source: Source) -> list[Snippet]:
    """The code that takes an answer, in each language."""
    return [
        Snippet("curl", _write_curl(source)),
        Snippet("Python", _write_python(source)),
        Snippet("R", _write_r(source)),
        Snippet("JavaScript", _write_javascript(source)),
    ]


def _write_curl(source: Source) -> str:
    address = quote_shell(source.with_format(source.format))
    if source.query is None:
        return f"curl {address}\n"
    return f"curl {address} --data-urlencode {quote_shell('query=' + source.query)}\n"


def _write_python(source: Source) -> str:
    address = quote_python(source.with_format(source.format))
    read = "table = pd.read_csv(answer)" if source.is_table else 'text = answer.read().decode("utf-8")'
    shown = "print(table)" if source.is_table else "print(text)"
    panda = "import pandas as pd\n\n" if source.is_table else ""
    if source.query is None:
        if source.is_table:
            return f"import pandas as pd\n\ntable = pd.read_csv({address})\nprint(table)\n"
        return f"from urllib.request import urlopen\n\nanswer = urlopen({address})\n{read}\n{shown}\n"
    return (
        f"from urllib.parse import urlencode\nfrom urllib.request import urlopen\n\n{panda}"
        f"query = {quote_python(source.query)}\n"
        f'answer = urlopen({address}, urlencode({{"query": query}}).encode())\n{read}\n{shown}\n'
    )


def _write_r(source: Source) -> str:
    address, read = source.with_format(source.format), "read.csv" if source.is_table else "readLines"
    if source.query is None:
        return f"answer <- {read}({quote_r(address)})\nprint(answer)\n"
    return (
        f"query <- {quote_r(source.query)}\n"
        f"address <- paste0({quote_r(address + '&query=')}, URLencode(query, reserved = TRUE, repeated = TRUE))\n"
        f"answer <- {read}(address)\nprint(answer)\n"
    )


def _write_javascript(source: Source) -> str:
    address = quote_javascript(source.with_format("json" if source.is_table else source.format))
    read = "(await answer.json()).results.bindings" if source.is_table else "await answer.text()"
    if source.query is None:
        return f"const answer = await fetch({address});\nconsole.log({read});\n"
    return (
        f"const query = {quote_javascript(source.query)};\n"
        f'const answer = await fetch({address}, {{ method: "POST", body: new URLSearchParams({{ query }}) }});\n'
        f"console.log({read});\n"
    )


def quote_shell(text: str) -> str:
    """One word of a POSIX shell."""
    return "'" + text.replace("'", "'\\''") + "'"


def quote_python(text: str) -> str:
    """A literal over several lines where that reads well, else on one."""
    if "\n" in text and not _UNPRINTABLE.search(text):
        return '"""' + text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') + _end(text)
    return json.dumps(text, ensure_ascii=False) if not _UNPRINTABLE.search(text) else ascii(text)


def _end(text: str) -> str:
    """What closes a literal of three quotes: a quote at a text's end would be taken for the first of them."""
    return '\\\n"""' if text.endswith('"') else '"""'


def quote_r(text: str) -> str:
    """A string of R (?Quotes): lines may be broken within it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _UNPRINTABLE.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", escaped) + '"'


def quote_javascript(text: str) -> str:
    """A template literal over several lines, else a string; a carriage return would be read as a line feed."""
    if "\n" not in text:
        return json.dumps(text, ensure_ascii=bool(_UNPRINTABLE.search(text)))
    escaped = text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    return "`" + _UNPRINTABLE.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", escaped) + "`"
