# SPDX-License-Identifier: Apache-2.0
"""One page of every kind, by name: what is looked at in a browser, and in pictures."""

KINDS = {
    "start": "/",
    "intervention": "/id/intervention/peru-consortium",
    "intervention with figures": "/id/intervention/karnataka-arrests-and-violence",
    "intervention as known": "/id/intervention/peru-consortium?by=2009",
    "finding": "/search?q=police&country=PE&with=peru-consortium",
    "finding nothing": "/search?q=violense&country=KE&year=1850",
    "comparison": "/compare?with=peru-consortium&with=karnataka-arrests-and-violence",
    "law": "/id/intervention/new-zealand-sex-work-law-reform",
    "questions": "/queries/",
    "question": "/queries/what-is-not-said?reason=notStated",
    "editor": "/sparql",
    "coverage": "/coverage",
    "corrections": "/corrections",
    "withdrawals": "/withdrawals",
    "data": "/dumps/",
    "vocabulary": "/ns",
    "nothing": "/id/nothing",
    "mistake": "/sparql?query=SELEC",
}
