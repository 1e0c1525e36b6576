# SPDX-License-Identifier: Apache-2.0
"""One record of every kind is taken back, each from content of its own: what is left conforms."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat
from tests.contracts.few import DATASETS, copy_few
from tests.contracts.withdrawing import BASE, tombstones

ROOT = Path(__file__).parents[2]
# One record of every kind, and how many go with it at least: itself, what only speaks of it, what was only for it.
RECORDS = {
    "activity/peru-consortium-police-training": "activity claim unknown",
    "capture/aids-2010-peru-consortium": "capture passage claim",
    "claim/peru-consortium-police-sensitised-topic-topic-hiv": "claim",
    "condition/peru-consortium-social-exclusion": "condition claim",
    "conference/aids-2010": "conference",
    "consortium/peru-consortium": "consortium organisation claim",
    "curation/peru-consortium-first-reading": "curation intervention source",
    "group/peru-consortium-regions": "group claim unknown",
    "hypothesis/peru-consortium-and-regional-consultations": "hypothesis",
    "indicator/papua-new-guinea-police-and-sex-workers-condom-use-partners": "indicator observation claim",
    "intervention/peru-consortium": (
        "activity capture claim condition consortium curation group intervention legal-event lesson "
        "next-step normalisation organisation passage police proposal result selector source unknown"
    ),
    "legal-event/peru-consortium-law-drafted": "legal-event claim unknown",
    "lesson/peru-consortium-seeking-consensus": "lesson claim",
    "next-step/peru-consortium-discuss-proposal": "next-step claim",
    "normalisation/norm-1": "normalisation",
    "observation/cambodia-police-community-partnership-surveyed-entertainment-workers": "observation claim",
    "organisation/peru-consortium-academic": "organisation claim unknown",
    "passage/aids-2010-peru-consortium-issues-1": "passage selector claim",
    "place/PE": "place claim",
    "police/peru-consortium-national": "police claim unknown",
    "proposal/peru-consortium-law": "proposal legal-event claim unknown",
    "result/peru-consortium-leadership": "result claim",
    "selector/aids-2010-peru-consortium-issues-1": "selector passage claim",
    "source/aids-2010-peru-consortium": "source capture passage selector claim unknown",
    "unknown/peru-consortium-academic-name": "unknown",
}


@pytest.mark.parametrize(("record", "kinds"), RECORDS.items(), ids=lambda value: str(value).partition("/")[0])
def test_whatever_kind_of_record_goes_what_is_left_conforms(
    run_forked: Any, content_copy: Callable[[Path], Path], tmp_path: Path, record: str, kinds: str
) -> None:
    named = {name for name in DATASETS if name in record}  # few statements are held against the rules sooner
    datasets = named | {"peru-consortium", "peru-regional-consultations", "places"}
    content = copy_few(content_copy, tmp_path / "content", frozenset(datasets))
    done = run_forked("withdraw", f"/id/{record}", content, "--reason", "error")
    assert (done.returncode, done.stderr) == (0, "")
    gone = tombstones((content / "data" / "withdrawn.ttl").read_bytes())
    assert f"{BASE}id/{record}" in gone
    assert set(kinds.split()) <= {iri.removeprefix(BASE + "id/").partition("/")[0] for iri in gone}
    checked = run_forked("check", content, "--format", "json")
    assert [finding for finding in json.loads(checked.stdout)["findings"] if finding["severity"] == "violation"] == []


def test_every_kind_of_record_was_withdrawn_once() -> None:
    kinds = set()
    for path in (ROOT / "data").rglob("*.ttl"):
        for quad in pyoxigraph.parse(path.read_bytes(), format=RdfFormat.TURTLE):
            kinds |= set(re.findall(rf"{re.escape(BASE)}id/([\w-]+)/", str(quad.subject)))
    assert kinds - {"policy"} == {record.partition("/")[0] for record in RECORDS}
