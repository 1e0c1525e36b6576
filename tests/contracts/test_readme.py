# SPDX-License-Identifier: Apache-2.0
"""What README promises, held against what there is."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from rightsgraph.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def run(*words: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "rightsgraph", *words], capture_output=True, text=True, check=True
    ).stdout


def table_rows(first_cell: str) -> list[list[str]]:
    """The rows of the table whose header starts with a cell."""
    lines = README.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith(f"| {first_cell} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return rows


def test_every_command_is_told_and_no_other() -> None:
    told = {name for row in table_rows("command") for name in re.findall(r"`rightsgraph (\w+)", row[0])}
    assert told == set(re.findall(r"^\W*(\w+)\s{2,}\w", run("--help").partition("Commands")[2], re.MULTILINE))


@pytest.mark.parametrize("row", table_rows("command"), ids=lambda row: str(row[0].split()[1].strip("`")))
def test_every_option_that_is_told_exists(row: list[str]) -> None:
    command = row[0].split()[1].strip("`")
    help_text = run(command, "--help")
    for option in re.findall(r"--[\w-]+", row[0]):
        assert option in help_text


def test_every_setting_is_told_with_its_default() -> None:
    told = {row[0].strip("`"): row[1].strip("`") for row in table_rows("setting")}
    fields = Settings.model_fields
    assert told == {f"RIGHTSGRAPH_{name.upper()}": str(field.default) for name, field in fields.items()}


def test_the_first_command_of_the_readme_serves_the_content_and_stops_when_told() -> None:
    assert "```sh\nscripts/serve\n```" in README
    command = [str(ROOT / "scripts" / "serve"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            said = next(line for line in server.stdout if "http://" in line)
            url = re.findall(r"http://\S+/", said)[0]
            question = quote("ASK { ?s a <https://w3id.org/rightsgraph/ns#Intervention> }")
            with urlopen(f"{url}sparql?format=csv&query={question}") as response:
                assert response.read() == b"true"
        finally:
            server.terminate()
    assert server.returncode == 0


def test_every_script_that_is_named_is_there_short_and_executable() -> None:
    named = set(re.findall(r"scripts/[\w-]+", README + (ROOT / "CONTRIBUTING.md").read_text("utf-8")))
    assert named >= {"scripts/serve", "scripts/test"}
    for script in (ROOT / "scripts").iterdir():
        assert script.stat().st_mode & 0o111, script
        assert len(script.read_text("utf-8").splitlines()) <= 20, script
    for name in named:
        assert (ROOT / name).is_file()


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "scripts/test" in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    "path", [path for row in table_rows("at") for path in re.findall(r"`(/[^`…]*)`", row[0])], ids=str
)
def test_every_path_that_is_told_answers(path: str, served: "object") -> None:
    with urlopen(getattr(served, "url").rstrip("/") + path) as response:  # noqa: B009
        assert response.status == 200


def test_the_curl_line_gives_a_table(served: "object", tmp_path: Path) -> None:
    line = next(line for line in README.splitlines() if line.startswith("curl "))
    (tmp_path / "question.rq").write_text("SELECT (1 AS ?x) {}", "utf-8")
    url = getattr(served, "url").rstrip("/")  # noqa: B009
    command = line.replace("http://127.0.0.1:8000", url)
    answer = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=True).stdout
    assert answer == b"x\r\n1\r\n"


def test_links_to_files_of_the_project_lead_somewhere() -> None:
    for page in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-CONTENT.md"):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)\)", (ROOT / page).read_text("utf-8")):
            assert (ROOT / quote(target)).exists(), f"{page}: {target}"
