"""The whole job in plain lines, from an empty folder to packs for each host: nothing else is touched."""

import re
import sys
from pathlib import Path

import pytest
import time_machine

from apprentices.commands import run
from fixtures import PILOT
from screens.shared.looks import SYMBOLS
from tests.plainly.somebody import Somebody

TEAM = {
    "Placement": "COL-MAP",
    "Host": "COL",
    "Team": "Maps [/x] & plans",
    "Area": "business administration",
    "Seats": "2",
    "Standards": "ST0070",
}
PERSON = {
    "Apprentice": "A25",
    "Given names": "Zoë",
    "Family name": "Ó Dálaigh",
    "Employer": "City of London",  # a name that only one host has
    "Standard": "ST0070",
    "Cohort": "2027-A",
    "Starts on": "2027-03-08",
    "Ends on": "2028-03-03",
}
ABSENCES = ["A25\tleave\t2027-08-02\t2027-08-06", "A01\tleave\t2027-08-02\t2027-08-06"]
SIGNS = re.compile(r"(?m)(^|\s)[^\w\s>]+(\s|$)")  # that stand alone, and that a reader may leave out


@time_machine.travel("2026-11-27 12:00")
def test_from_an_empty_folder_to_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = Somebody(
        "=Import what you have",
        str(PILOT),
        "y",  # what it would do was told before
        # A team, then a person.
        *("3", "=15 placements", "n", TEAM, "b", "b"),
        *("2", "=24 apprentices", "n", PERSON, "b", "b"),
        # Two absences that stand in a spreadsheet, and a swap among three that is taken back.
        *("2", "=5 absences", "p", *ABSENCES, "", "y", "b", "b"),
        *("1", "=A02 Rahim", "=C1,", "s", "", "t", "=Chloe Pettifer", "=Yusuf Demirtepe", "u", "b", "b", "b"),
        # A conflict is mended: a check that was done and not recorded.
        *("5", "/bpss", "=(BPSS)", "f", {"Issued on": "2026-11-20"}, "b"),
        # A plan for Zoë's cycles alone, told why, and applied.
        *("6", "o", "", "a25", "", "600", "=as little as possible of the draft", "1", "a", "b"),
        # One host signs, and the draft is published without waiting for the rest.
        *("7", "=Sign-offs", "=COL: not signed", "s", {"Who says it": "Rosalind Achterman"}, "b", "b"),
        *("p", {"Who publishes": "Ruth Adeyemi", "Despite that": "The rest sign on Monday"}, "b"),
        # Packs for all hosts, into a folder that is made.
        *("e", "=A pack for each host", str(tmp_path / "packs"), "b"),
        "q",
    )
    monkeypatch.setenv("APPRENTICES_USER", "Ruth Adeyemi")
    monkeypatch.setattr(sys, "stdin", somebody)
    monkeypatch.setattr(sys, "stdout", somebody.heard)
    code = run(["--plain", "--db", str(tmp_path / "p.db")])
    heard = somebody.heard.getvalue()
    assert code == 0, heard
    assert "Imported: 631 new." in heard  # the lines of all the pilot's files, without their headers
    assert "Maps [/x] & plans (COL) added." in heard
    assert "Zoë Ó Dálaigh added." in heard
    assert "25 apprentices, 16 placements." in heard
    assert "Pasted into absences: 2 new, 0 changed." in heard
    # In C1 the pilot's files have Rahim in ELFT-CMHT, Chloe in LBH-DEM and Yusuf in COL-LMA.
    swapped = "Rahim Talukdar is in LBH-DEM in C1. Chloe Pettifer is in COL-LMA in C1. Yusuf Demirtepe is in "
    assert f"{swapped}ELFT-CMHT in C1." in heard
    assert "\nPlan with 1 gap, all in cells that were not to be planned (C6)" in heard  # not: Conflict: Plan
    assert "4 changes: 4 filled." in heard  # C3 to C6, the cycles of Zoë's practical period
    assert "Applied: 4 changes made to the draft." in heard
    assert "21 conflicts, 21 warnings." in heard  # 17 of the pilot's own, and Zoë's four gaps
    assert heard.index("Daniel Levenson, bpss added.") < heard.index("20 conflicts, 21 warnings.")
    assert "Nothing of that is found any more." in heard
    assert "Rosalind Achterman" in heard
    assert "Published as number 1. All of it is new: 3 hosts and 25 apprentices have to be told." in heard
    packs = sorted(path.name for path in (tmp_path / "packs").iterdir())
    assert packs == [f"pack-{host}-publication-1.xlsx" for host in ("COL", "ELFT", "LBH")]
    assert heard.rstrip().endswith("Left.")
    assert "\x1b" not in heard  # neither colours nor a cursor that jumps
    assert not {*heard} & {*SYMBOLS}  # which stand for colours
    alone = {sign[0].strip() for sign in SIGNS.finditer(heard)}
    assert alone <= {*"?/=-.", "&", "[/x]", "%.", "%)"}  # what can be typed, a team's name, per cent
