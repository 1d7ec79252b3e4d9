"""What was done, in words: from codes, with the names of now."""

from typing import Any

import pytest

from apprentices.deeds import sentence, told
from apprentices.store import Deed

NAMES = {"A01": "Amara Okafor", "A02": "Ben Ó Dálaigh"}


def name_of(code: str) -> str:
    return NAMES.get(code, code)


@pytest.mark.parametrize(
    ("kind", "codes", "words"),
    [
        (
            "assign",
            {"apprentice": "A01", "placement": "CITY-HR", "cycle": "C2"},
            "Amara Okafor to CITY-HR in C2",
        ),
        ("clear", {"apprentice": "A01", "cycle": "C2"}, "Amara Okafor cleared in C2"),
        ("pin", {"apprentice": "A01", "cycle": "C2"}, "Amara Okafor pinned in C2"),
        ("unpin", {"apprentice": "A01", "cycle": "C2"}, "Amara Okafor unpinned in C2"),
        (
            "swap",
            {"apprentice": "A01", "other": "A02", "cycle": "C2"},
            "Amara Okafor and Ben Ó Dálaigh swapped in C2",
        ),
        (
            "swap",
            {"apprentice": "A01", "other": "A02", "third": "A09", "cycle": "C2", "last": "C4"},
            "Amara Okafor, Ben Ó Dálaigh and A09 swapped in C2 to C4",
        ),
        ("row", {"apprentice": "A01", "columns": ["uln", "cohort"]}, "Amara Okafor: ULN and Cohort changed"),
        ("row", {"placement": "CITY-HR", "columns": ["seats"]}, "CITY-HR: Seats changed"),
        ("row-added", {"apprentice": "A01", "table": "apprentices"}, "Amara Okafor added to apprentices"),
        (
            "row-removed",
            {"apprentice": "A01", "table": "apprentices", "along": {"assignments": 6, "absences": 1}},
            "Amara Okafor removed from apprentices, with 6 assignments and 1 absence",
        ),
        ("row-removed", {"host": "COL", "table": "hosts", "along": {}}, "COL removed from hosts"),
        (
            "pasted",
            {"table": "clearances", "new": 3, "changed": 2},
            "pasted into clearances: 3 new, 2 changed",
        ),
        ("plan", {"keep": "pins", "gaps": 0, "score": 386}, "Planned (pins): full plan, score 386"),
        ("plan", {"keep": "none", "gaps": 2, "score": 9}, "Planned (none): plan with 2 gaps, score 9"),
        ("plan-part", {"cells": 2, "of": 14}, "2 of 14 changes of a plan made"),
        (
            "state",
            {"table": "waiver", "finding": "PLAN-GAP/apprentice=A01/cycle=C6"},
            "PLAN-GAP of Amara Okafor in C6 waived",
        ),
        (
            "state",
            {"table": "ending", "of": "waiver", "finding": "PLAN-SEATS/cycle=C3/placement=LBH-ASC/host=LBH"},
            "PLAN-SEATS of LBH-ASC in C3 waived no longer",
        ),
        ("state", {"table": "waiver", "finding": "CAL-OVERLAP"}, "CAL-OVERLAP waived"),
        ("scenario-kept", {"name": "Early"}, 'scenario "Early" kept'),
        (
            "scenario",
            {"name": "Early", "gaps": 1, "score": 9},
            'Scenario "Early" applied: plan with 1 gap, score 9',
        ),
        ("import", {"files": ["pilot", "more.csv"]}, "Imported pilot, more.csv"),
        ("rule-set", {"rule": "PLAN-RUN", "key": "most", "value": "2"}, "PLAN-RUN: most set to 2"),
        ("rule-off", {"rule": "PLAN-GAP", "why": "Agreed {here}"}, "PLAN-GAP switched off: Agreed {here}"),
        ("rule-on", {"rule": "PLAN-GAP", "severity": "conflict"}, "PLAN-GAP switched on (conflict)"),
        (
            "figure-set",
            {"kind": "pay", "item": "18-20", "from_on": "2027-04-01"},
            "pay 18-20 from 1 April 2027 set",
        ),
        ("figure-removed", {"kind": "training", "item": "fire", "from_on": None}, "training fire removed"),
        ("publish", {"number": 2, "by": "Ruth", "conflicts": 0, "why": None}, "Publication 2 by Ruth"),
        (
            "publish",
            {"number": 2, "by": "Ruth", "conflicts": 1, "why": "No time"},
            "Publication 2 by Ruth, although 1 conflict stands: No time",
        ),
        ("restore", {"file": "b.db", "kept": None}, "Restored b.db"),
        ("restore", {"file": "b.db", "kept": "p.db.1"}, "Restored b.db; what was there is kept in p.db.1"),
        ("state", {"table": "signoff", "host": "COL", "cycle": "C2", "statement": "s1"}, "COL signs C2"),
        (
            "state",
            {
                "table": "ending",
                "of": "signoff",
                "host": "COL",
                "cycle": "C2",
                "ends": "s1",
                "statement": "e1",
            },
            "sign-off of C2 by COL withdrawn",
        ),
        ("state", {"table": "ending", "ends": "s1", "statement": "e1"}, "s1 ended"),  # as it was kept before
        ("by-hand", {"table": "settings"}, "changed settings by hand"),
        ("edit", {"said": "Amara Old-Name to X in C1"}, "Amara Old-Name to X in C1"),
        ("undo", {"did": "clear", "apprentice": "A01", "cycle": "C2"}, "undo: Amara Okafor cleared in C2"),
        ("redo", {"did": "edit", "said": "as it stood"}, "redo: as it stood"),
        ("clear", {"apprentice": "GONE", "cycle": "C2"}, "GONE cleared in C2"),
        ("signoff", {"host": "COL"}, "signoff COL"),  # of a newer version
        ("clear", {"cycle": "C2"}, "clear C2"),  # written by hand
        ("figure-set", {"kind": "pay", "item": "x", "from_on": "soon"}, "figure-set pay x soon"),
    ],
)
def test_words(kind: str, codes: dict[str, Any], words: str) -> None:
    assert told(Deed(kind, codes), name_of) == words


def test_a_sentence_has_one_full_stop() -> None:
    assert sentence(Deed("by-hand", {"table": "hosts"}), str) == "Changed hosts by hand."
    assert sentence(Deed("rule-off", {"rule": "X", "why": "Agreed."}), str) == "X switched off: Agreed."
