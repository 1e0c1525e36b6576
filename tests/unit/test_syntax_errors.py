# SPDX-License-Identifier: Apache-2.0
"""Files that do not parse: what is wrong is told where it is, in a person's words, in both languages."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.content import read_content
from rightsgraph.errors import RdfSyntaxError
from rightsgraph.rdf import read_document
from rightsgraph.validation import Finding, Report
from rightsgraph.validation.syntax import explain

HEAD = "@prefix e: <http://e.example/> .\n"


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken text, where its fault is to be told, and words of what is said in English and in Spanish."""

    text: str | bytes
    place: tuple[int, int]
    english: str
    spanish: str


FAULTS = {
    "a prefix that others declare": Fault(
        HEAD + "e:a xsd:b 1 .",
        (2, 5),
        "`@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .`",
        "esta línea: `@prefix xsd:",
    ),
    "a prefix that is near to one declared": Fault(
        "@prefix place: <x:> .\nplcae:a a 1 .", (2, 1), "mean `place:`?", "decir `place:`?"
    ),
    "a prefix that is near to one of others": Fault(
        HEAD + "e:a dctrems:b 1 .",
        (2, 5),
        "`@prefix dcterms: <http://purl.org/dc/terms/> .`",
        "¿quiso decir `dcterms:`?",
    ),
    "a prefix that nobody knows": Fault(HEAD + "e:a q:b 1 .", (2, 5), "`@prefix q: <...> .`", "`@prefix q: <...> .`"),
    "an IRI without brackets": Fault(
        HEAD + "e:a e:b https://e.example/ .", (2, 9), "write <https:...>", "escriba <https:...>"
    ),
    "no dot before the next subject": Fault(
        HEAD + "e:a e:b e:c # so .\n\n# next\n e:d e:e 1 .", (5, 2), "end of line 2", "final de la línea 2"
    ),
    "no dot, lines of Windows": Fault(
        HEAD + "e:a e:b e:c\r\ne:d e:e 1 .", (3, 1), "end of line 2", "final de la línea 2"
    ),
    "two values side by side": Fault(
        HEAD + "e:a e:b e:c e:d .", (2, 13), "a comma between two values", "una coma entre dos valores"
    ),
    "a prefix line without its dot": Fault(
        "@prefix e: <http://e.example/>\ne:a e:b e:c .", (2, 1), "end of line 1", "final de la línea 1"
    ),
    "PREFIX with a dot": Fault("PREFIX e: <http://e.example/> .\n", (1, 31), "have no dot", "no llevan punto"),
    "a prefix without a colon": Fault("@prefix e <http://e.example/> .", (1, 9), "ends with a colon", "dos puntos"),
    "a prefix without brackets": Fault("@prefix e: http://e.example/ .", (1, 12), "angle brackets", "menor y mayor"),
    "an unclosed text": Fault(HEAD + 'e:a e:b "Perú ;\n  e:c e:d .', (2, 9), "opens here", "se abre aquí"),
    "an unclosed text after another": Fault(
        HEAD + 'e:a e:b "#1" , \'Perú ;\n  e:c e:d .', (2, 16), "opens here", "se abre aquí"
    ),
    "an unclosed text at the end": Fault(HEAD + 'e:a e:b "Perú .', (2, 9), "opens here", "se abre aquí"),
    "an unclosed long text": Fault(HEAD + 'e:a e:b """Perú\n\n .', (2, 9), "three quotes", "tres comillas"),
    "a long text that runs into the next": Fault(
        HEAD + 'e:a e:b """Perú .\n\ne:c e:d """x""" .', (2, 9), "three quotes", "tres comillas"
    ),
    "an unclosed IRI": Fault(HEAD + "e:a e:b <http://e.example/c ;\n  e:c e:d .", (2, 9), "put “>”", "ponga “>”"),
    "an unclosed IRI before another": Fault(
        HEAD + "e:a e:b <http://e.example/c .\n  e:c e:d <x:y> .", (2, 9), "put “>”", "ponga “>”"
    ),
    "a stray semicolon": Fault(HEAD + "e:a e:b e:c . ; e:d e:e .", (2, 15), "one too many", "sobra"),
    "a stray comma": Fault(HEAD + "e:a e:b e:c , , e:d .", (2, 15), "one too many", "sobra"),
    "a stray dot": Fault(HEAD + "e:a e:b e:c . .", (2, 15), "ends nothing", "no termina nada"),
    "a number with letters": Fault(HEAD + "e:a e:b 12abc .", (2, 11), "followed by “abc”", "le sigue “abc”"),
    "a bare date": Fault(
        HEAD + "e:a e:b 2010-07-18 .", (2, 13), '"2010-07-18"^^xsd:date', "una fecha va entre comillas"
    ),
    "a bad escape": Fault(HEAD + 'e:a e:b "50\\% of" .', (2, 12), "\\% means nothing", "\\% no significa nada"),
    "a bad escape of a letter": Fault(
        HEAD + 'e:a e:b "\\u12 of" .', (2, 10), "four hexadecimal figures", "cuatro cifras"
    ),
    "a path of Windows in a text": Fault(
        HEAD + 'e:a e:b "see C:\\Users\\ana" .', (2, 16), "path of Windows", "ruta de Windows"
    ),
    "a path of Windows as an IRI": Fault(
        HEAD + "e:a e:b <C:\\data\\a.pdf> .", (2, 12), "path of Windows", "ruta de Windows"
    ),
    "a space in an IRI": Fault(HEAD + "e:a e:b <http://e.example/a b> .", (2, 9), "%20", "%20"),
    "a tab in an IRI": Fault(HEAD + "e:a e:b <http://e.example/a\t> .", (2, 9), "a tab", "un tabulador"),
    "a relative IRI": Fault(HEAD + "e:a e:b <c> .", (2, 9), "not whole", "no está completo"),
    "a bare word": Fault(HEAD + "e:a e:b Perú .", (2, 9), "put a text in quotes", "el texto entre comillas"),
    "True": Fault(HEAD + "e:a e:b True .", (2, 9), "small letters", "minúsculas"),
    "a quote within a text": Fault(
        HEAD + 'e:a e:b "she said "no" twice" .', (2, 20), 'write \\" for', 'escriba \\" para'
    ),
    "quotes of a word processor": Fault(HEAD + "e:a e:b “Perú” .", (2, 9), "straight quotes", "comillas rectas"),
    "one caret": Fault(HEAD + 'e:a e:b "1"^xsd:date .', (2, 12), "two carets", "dos acentos"),
    "a comment with slashes": Fault(HEAD + "// Perú\ne:a e:b 1 .", (2, 1), "starts with #", "empieza con #"),
    "a slash in a name": Fault(HEAD + "e:a e:b e:c/d .", (2, 12), "no “/”", "no lleva “/”"),
    "parentheses in a name": Fault(HEAD + "e:a e:b e:c(d) .", (2, 12), "no parentheses", "no lleva paréntesis"),
    "a percent sign in a name": Fault(HEAD + "e:a e:b e:50% .", (2, 11), "two hexadecimal figures", "dos cifras"),
    "a bracket not closed": Fault(HEAD + "e:a e:b [ e:c 1 .\ne:d e:e 1 .", (2, 17), "put “]”", "ponga “]”"),
    "a bracket not opened": Fault(HEAD + "e:a e:b e:c ] .", (2, 13), "closes nothing", "no cierra nada"),
    "curly brackets": Fault(HEAD + "{ e:a e:b 1 }", (2, 1), "one file is one graph", "un archivo es un grafo"),
    "no value": Fault(HEAD + "e:a e:b .", (2, 9), "a value is missing", "falta un valor"),
    "no property": Fault(HEAD + "e:a .", (2, 5), "a property and its value", "una propiedad y su valor"),
    "a text for a property": Fault(HEAD + 'e:a "x" .', (2, 5), '"x" is no property', '"x" no es una propiedad'),
    "a text for a subject": Fault(HEAD + 'e:a e:b "x" "y" .', (2, 13), "a comma is missing", "falta una coma"),
    "a large A": Fault(HEAD + "e:a A e:b .", (2, 5), "a small a", "una a minúscula"),
    "an underscore in a language tag": Fault(HEAD + 'e:a e:b "x"@es_PE .', (2, 15), "@es-PE", "@es-PE"),
    "a language tag that is none": Fault(HEAD + 'e:a e:b "x"@ es .', (2, 13), "no language tag", "no es una etiqueta"),
    "a file that was cut off": Fault(HEAD + "e:a e:b e:c", (2, 12), "the file ends", "el archivo termina"),
    "JSON": Fault('{\n  "a": 1\n}', (1, 1), "this is JSON", "esto es JSON"),
    "HTML": Fault("\n<!DOCTYPE html>\n<html></html>", (1, 1), "a web page", "una página web"),
    "RDF/XML": Fault('<?xml version="1.0"?>\n<rdf:RDF/>', (1, 1), "name it .rdf", "nómbrelo .rdf"),
    "XLSX": Fault(b"PK\x03\x04\x14\x00\x06\x00\x08\x00", (1, 1), "a spreadsheet", "una hoja de cálculo"),
    "UTF-16": Fault(HEAD.encode("utf-16"), (1, 1), "UTF-16", "UTF-16"),
    "UTF-16 without a mark": Fault(HEAD.encode("utf-16-le"), (1, 1), "UTF-16", "UTF-16"),
    "Latin-1": Fault(HEAD.encode() + 'e:a e:b "Perú" .'.encode("latin-1"), (2, 13), "would be “ú”", "sería “ú”"),
    "Latin-1 after UTF-8": Fault(b"\xef\xbb\xbf" + "# ñ\n# ".encode() + b"\xf1", (2, 3), "would be “ñ”", "sería “ñ”"),
    "a byte order mark within": Fault(HEAD + "\ufeffe:a e:b 1 .", (2, 1), "an invisible mark", "una marca invisible"),
    "what is not in the table": Fault(HEAD + 'e:a e:b "x"^^ 1 .', (2, 15), "", ""),
}


@pytest.fixture
def syntax(check: Callable[..., Report]) -> Callable[[str | bytes], Finding]:
    """The one thing that is wrong with a data file."""

    def find(text: str | bytes) -> Finding:
        (finding,) = (finding for finding in check({"data/a.ttl": text}).findings if finding.file == "data/a.ttl")
        return finding

    return find


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_where_it_is_in_both_languages(syntax: Callable[[str | bytes], Finding], fault: Fault) -> None:
    finding = syntax(fault.text)
    assert (finding.rule, finding.line, finding.column) == ("syntax", *fault.place)
    assert fault.english in finding.messages["en"]
    assert finding.messages["es"].startswith("no se puede leer: ")
    assert fault.spanish in finding.messages["es"]


def test_the_line_to_add_mends_the_file(
    syntax: Callable[[str | bytes], Finding], make_root: Callable[[Mapping[str, str]], Path]
) -> None:
    text = HEAD + "e:a dcterms:title 'a'@en ."
    line = syntax(text).messages["en"].split("`")[1]
    assert read_content(make_root({"data/a.ttl": f"{line}\n{text}"})).errors == ()


def test_a_fault_of_the_context_keeps_its_words_and_place(check: Callable[..., Report]) -> None:
    report = check({"ontology/context.jsonld": '{"@context": {"a": }}'})
    (finding,) = (finding for finding in report.findings if finding.file == "ontology/context.jsonld")
    assert (finding.line, finding.column, finding.messages["en"]) == (1, 20, "Expecting value")


@pytest.mark.parametrize(("language", "words"), [("en", "a dot is missing"), ("es", "falta un punto")])
def test_the_command_tells_it_in_the_language_asked_for(
    make_root: Callable[[Mapping[str, str]], Path], language: str, words: str
) -> None:
    root = make_root({"data/a.ttl": HEAD + "e:a e:b e:c\ne:d e:e 1 ."})
    command = [sys.executable, "-m", "rightsgraph", "check", str(root), "--lang", language]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "")
    assert "data/a.ttl:3:1: " in done.stdout
    assert words in done.stdout


_PIECES = st.sampled_from(
    ["e:a", "<x:y>", '"', "'", '"""', "'''", "<", ">", ".", ";", ",", "[", "]", "(", ")", "\\", "C:\\", "\\u", "@en",
     "@", "^", "1", "True", "#", "\n", "\r\n", "\r", "\t", " ", "é", "😀", "\ufeff", "//", "%", "_:b", "@prefix",
     "PREFIX", "{"]
)  # fmt: skip


@given(
    st.lists(_PIECES | st.text(st.characters(exclude_categories=["Cs"]), max_size=3)).map("".join)
    | st.binary(max_size=20)
)
def test_whatever_does_not_parse_is_told_within_the_file(
    tmp_path_factory: pytest.TempPathFactory, text: str | bytes
) -> None:
    root = tmp_path_factory.mktemp("root")
    data = text if isinstance(text, bytes) else (HEAD + text).encode()
    (root / "a.ttl").write_bytes(data)
    try:
        read_document(root / "a.ttl")
    except RdfSyntaxError as error:
        finding = explain(root, RdfSyntaxError(Path("a.ttl"), error.line, error.column, error.reason), {})
        assert 1 <= finding.line <= data.count(b"\n") + data.count(b"\r") + 1
        assert finding.column >= 1
        assert all(finding.messages[language].strip() for language in ("en", "es"))
