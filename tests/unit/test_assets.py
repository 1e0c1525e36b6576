# SPDX-License-Identifier: Apache-2.0
"""What pages load: what is taken from others is whole, and its licence is with it."""

import json
from pathlib import Path

import pytest

import rightsgraph.web
from rightsgraph.manifest import digest
from rightsgraph.web.assets import asset_path, assets

STATIC = Path(rightsgraph.web.__path__[0]) / "static"
VENDORED = json.loads((STATIC / "vendor" / "vendored.json").read_text("utf-8"))


@pytest.mark.parametrize("entry", VENDORED, ids=lambda entry: str(entry["file"]))
def test_a_vendored_file_is_the_one_that_was_looked_at(entry: dict[str, str]) -> None:
    assert digest((STATIC / "vendor" / entry["file"]).read_bytes()) == entry["sha256"]
    assert (STATIC / "vendor" / entry["licence_file"]).read_text("utf-8").strip()
    assert set(entry) == {"file", "package", "version", "licence", "licence_file", "sha256", "changes"}


def test_nothing_is_vendored_without_an_entry() -> None:
    found = {str(path.relative_to(STATIC / "vendor")) for path in (STATIC / "vendor").rglob("*") if path.is_file()}
    told = {entry[name] for entry in VENDORED for name in ("file", "licence_file")}
    assert found == told | {"vendored.json"}


def test_an_address_changes_with_the_bytes() -> None:
    for name, asset in assets().items():
        assert asset_path(name) == f"/static/{name}?v={digest(asset.body)[:12]}"
