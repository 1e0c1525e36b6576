# SPDX-License-Identifier: Apache-2.0
"""Tries every recipe that can be tried here, and writes down for the data page with which versions that went well."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

from tests.conftest import ROOT, serve_content
from tests.loading.trying import TRIALS, can_try, read_recipes, run_recipe

from rightsgraph.web.taking import loading

WRITTEN = Path(loading.__file__).with_name(loading.TRIED)


def main() -> int:
    """Serve this repository's content, try, write; what is not installed here keeps what was found before."""
    found, failed = dict(loading.read_tried()), 0
    with tempfile.TemporaryDirectory() as folder, serve_content(ROOT, Path(folder)) as served:
        for filled in read_recipes(urlopen(served.url + "dumps/").read().decode()):
            slug = filled.recipe.slug
            if not can_try(slug):
                sys.stderr.write(f"{slug}: cannot be tried here\n")
            elif fault := _fault(filled, Path(tempfile.mkdtemp(dir=folder))):
                sys.stderr.write(f"{slug}: {fault}\n")
                found.pop(slug, None)
                failed += 1
            else:
                found[slug] = TRIALS[slug].version()
                sys.stderr.write(f"{slug}: {found[slug]}\n")
    WRITTEN.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", "utf-8")
    return 1 if failed else 0


def _fault(filled: loading.Filled, folder: Path) -> str | None:
    """What went wrong with a recipe, None where nothing did."""
    try:
        said = run_recipe(filled, folder)
    except subprocess.CalledProcessError as error:
        return f"{error.stdout}\n{error.stderr}"
    return None if filled.expects in said else f"{filled.expects} was expected, and it said: {said}"


sys.exit(main())
