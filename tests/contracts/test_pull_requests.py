# SPDX-License-Identifier: Apache-2.0
"""The action and the hook that check other people's content: their steps run as they are written."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def run_action(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Runs the steps of the action that are bash, in a folder and with inputs, as GitHub would."""
    temporary = tmp_path_factory.mktemp("runner")
    steps: list[dict[str, Any]] = [step for step in ACTION["runs"]["steps"] if "run" in step]

    def run(folder: Path, inputs: dict[str, str]) -> "subprocess.CompletedProcess[str]":
        given = {name: str(spec["default"]) for name, spec in ACTION["inputs"].items()} | inputs
        for step in steps:
            if step is not steps[-1] and any(temporary.iterdir()):
                continue  # installed by an earlier run
            env = {
                name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
                for name, value in step.get("env", {}).items()
            }
            env |= {"RUNNER_TEMP": str(temporary), "GITHUB_ACTION_PATH": str(ROOT)}
            kept = {name: os.environ[name] for name in os.environ if name.startswith(("PATH", "HOME", "PIP", "SSL"))}
            done = subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
                cwd=folder,
                env=kept | env,
                capture_output=True,
                text=True,
            )
            if done.returncode:
                break
        return done

    return run


def test_the_action_shows_a_finding_at_its_line(
    run_action: Callable[..., "subprocess.CompletedProcess[str]"], little_content: Write, tmp_path: Path
) -> None:
    mail = '<https://example.org/little/id/b> skos:note "write to ana@example.org"@en .\n'
    little_content(tmp_path / "my content", {"data/part/mail.ttl": mail})
    done = run_action(tmp_path, {"root": "my content", "lang": "es"})
    assert done.returncode == 1, done.stderr
    found = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert [re.sub(r"col=\d+", "col=N", line).partition("::no se")[0] for line in found] == [
        "::error file=my content/data/part/mail.ttl,line=9,col=N,title=e-mail"
    ]


def test_the_action_passes_what_is_sound(
    run_action: Callable[..., "subprocess.CompletedProcess[str]"], little_content: Write, tmp_path: Path
) -> None:
    done = run_action(little_content(tmp_path / "content"), {})
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hook_checks_the_working_folder_when_content_changes(run: Any) -> None:
    assert HOOK["entry"].split() == ["rightsgraph", "check"]
    assert HOOK["pass_filenames"] is False
    touched = re.compile(HOOK["files"])
    assert [name for name in ("data/a.ttl", "ontology/context.jsonld", "README.md") if touched.search(name)] == [
        "data/a.ttl",
        "ontology/context.jsonld",
    ]
    done = run(*HOOK["entry"].split()[1:])
    assert done.returncode == 0, done.stdout + done.stderr
