"""The whole story on the pilot: three hosts, a database each, and nothing between them but parcels.

They plan, ask, sign, change their minds, mend, sign anew, publish, and hand out what was agreed.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import time_machine
from ical.calendar_stream import IcsCalendarStream
from openpyxl import load_workbook

from apprentices.board import Edit
from apprentices.rules.said import Consequence, Severity
from apprentices.shared import key_file
from apprentices.workspace import Workspace
from db.store import open_store
from fixtures import PILOT
from tests.commands.conftest import Program, Ran

LEAD, *OTHERS = HOSTS = ("COL", "ELFT", "LBH")
CYCLES = ("C1", "C2", "C3", "C4", "C5", "C6")
SIGNS = {"COL": "Rosalind Achterman", "ELFT": "Parveen Lodhia", "LBH": "Emeka Obiozor"}
FEWER = ("C3", "C5")  # where LBH gives up a seat


class Three:
    """The three copies, each in a folder of its own; nothing but parcels goes from one to another."""

    def __init__(self, program: Program, folder: Path) -> None:
        self._program = program
        self.folder = folder
        for host in HOSTS:
            (folder / host).mkdir()

    def at(self, host: str, *words: object) -> Ran:
        """What somebody at a host runs."""
        return self._program("--db", self.folder / host / "p.db", *words)

    def does(self, host: str, *words: object) -> Ran:
        """The same, of what has to go well."""
        ran = self.at(host, *words)
        assert ran.code == 0, (host, words, ran.err, ran.out)
        return ran

    def asks(self, host: str, *words: object) -> Any:
        """The answer, whatever it is."""
        return self.at(host, *words, "--json").json

    def send(self, sender: str, receiver: str, *words: str) -> Any:
        """One parcel, made and taken in."""
        parcel = self.folder / f"{sender}-{receiver}.parcel"
        self.does(sender, "exchange", "export", "--for", receiver, "-o", parcel)
        return self.does(receiver, "exchange", "import", parcel, *words, "--json").json

    def know_each_other(self) -> None:
        """Each makes a key, and takes those of the others."""
        lines = {}
        for host in HOSTS:
            lines[host] = self.does(host, "exchange", "key", "make", host, "--json").json["key"]
        for host in HOSTS:
            self.does(host, "exchange", "lead", LEAD)
            for other in HOSTS:
                if other != host:
                    self.does(host, "exchange", "key", "add", other, lines[other])

    def states(self) -> dict[tuple[str, str], str]:
        """How each host stands with each cycle, as the lead host has it."""
        found = self.asks(LEAD, "signoffs")["signoffs"]
        return {(one["host"], one["cycle"]): one["state"] for one in found}

    def rotations(self, host: str, *words: str) -> list[dict[str, str]]:
        """Who is where, as the export has it."""
        found: list[dict[str, str]] = self.asks(host, "export", "rotations", *words)
        return found

    def cells(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Host and placement of each cell of the lead host's draft."""
        rows = self.rotations(LEAD, "--draft")
        return {(row["apprentice"], row["cycle"]): (row["host"], row["placement"]) for row in rows}

    def conflicts(self, host: str) -> set[tuple[str, ...]]:
        """The conflicts that a copy tells of: its rule and place."""
        found = self.asks(host, "check")["findings"]
        place = ("rule", "apprentice", "cycle", "placement", "host")
        return {tuple(map(one.get, place)) for one in found if one["severity"] == "conflict"}


def no_copy_tells_of_what_it_was_not_told(three: Three) -> None:
    """The others' copies tell of no conflict that the lead host's doesn't have; they say whom to ask.

    The lead host has entered the whole programme: it says what a copy says that is no host's.
    """
    for host in OTHERS:
        assert three.conflicts(host) <= three.conflicts(LEAD)
        apart = [one for one in three.asks(host, "check")["findings"] if one["rule"] == "PERSON-NOT-TOLD"]
        assert [one["host"] for one in apart] == [other for other in HOSTS if other != host]
        assert not any(one["judged"] for one in apart)
    key = key_file(three.folder / LEAD / "p.db")
    found = three.asks(LEAD, "check")
    key.rename(three.folder / "key")
    assert three.asks(LEAD, "check") == found
    (three.folder / "key").rename(key)


@pytest.fixture
def three(program: Program, tmp_path: Path) -> Iterator[Three]:
    """The three on Monday, 23 November 2026, before anything was done."""
    with time_machine.travel("2026-11-23 09:00"):
        yield Three(program, tmp_path)


def test_the_whole_story(three: Three) -> None:
    three.know_each_other()
    plan_and_ask(three)
    with time_machine.travel("2026-11-25 09:00"):
        two_sign(three)
        no_copy_tells_of_what_it_was_not_told(three)
    with time_machine.travel("2026-11-27 09:00"):
        the_third_has_fewer_seats(three)
        no_copy_tells_of_what_it_was_not_told(three)
    with time_machine.travel("2026-11-30 09:00"):
        concerned = repaired(three)
        assert {place for place, state in three.states().items() if state == "stale"} == concerned
        assert three.at(LEAD, "publish", "--by", "Ruth Adeyemi").code == 1
    with time_machine.travel("2026-12-01 09:00"):
        all_agree(three, concerned)
    with time_machine.travel("2026-12-02 09:00"):
        published_and_handed_out(three)
        assert not any(map(three.conflicts, HOSTS))


def plan_and_ask(three: Three) -> None:
    """The lead host enters the programme, plans it, and asks the others; they take in what is theirs."""
    three.does(LEAD, "import", PILOT)
    planned = three.does(LEAD, "plan", "--seed", 1, "--json").json
    assert (planned["status"], planned["gaps"]) == ("optimal", 0)
    assert three.asks(LEAD, "check")["conflicts"] == 0
    for host in OTHERS:
        three.does(LEAD, "request", host, "C2", "--by", "Ruth Adeyemi")
        brought = three.send(LEAD, host, "--theirs", "all")
        assert (brought["statements"], brought["collisions"], brought["waiting"]) == (1, [], [])
        assert "it was asked on 23 November 2026" in three.at(host, "signoffs", "--cycle", "C2").out
        mine = three.rotations(host, "--host", host, "--draft")
        assert mine == three.rotations(LEAD, "--host", host, "--draft")
    assert set(three.states().values()) == {"missing"}


def two_sign(three: Three) -> None:
    """The lead host and ELFT sign all six cycles, each in its own copy."""
    for host in (LEAD, "ELFT"):
        for cycle in CYCLES:
            three.does(host, "signoff", host, cycle, "--by", SIGNS[host])
    assert three.send("ELFT", LEAD)["statements"] == 6
    assert Counter(three.states().values()) == {"signed": 12, "missing": 6}
    refused = three.at(LEAD, "publish", "--by", "Ruth Adeyemi")
    assert (refused.code, "6 sign-offs are missing" in refused.err) == (1, True)


def the_third_has_fewer_seats(three: Three) -> None:
    """In two cycles LBH has one seat fewer than people who come: it enters that, and hands it over."""
    there = Counter(row["cycle"] for row in three.rotations("LBH", "--host", "LBH", "--draft"))
    folder = three.folder / "seats"
    folder.mkdir()
    lines = [f"LBH,{cycle},{there[cycle] - 1}" for cycle in FEWER]
    (folder / "seats.csv").write_text("\n".join(["host,cycle,seats", *lines]))
    three.does("LBH", "import", folder)
    assert three.send("LBH", LEAD)["tables"] == {"seats": {"new": 2, "changed": 0, "removed": 0}}
    found = [one for one in three.asks(LEAD, "check")["findings"] if one["severity"] == "conflict"]
    places = [(one["rule"], one["host"], one["cycle"]) for one in found]
    assert places == [("PLAN-HOST-SEATS", "LBH", cycle) for cycle in FEWER]


def repaired(three: Three) -> set[tuple[str, str]]:
    """The draft is mended; returns the sign-offs that this concerns, found by comparing who is where."""
    before = three.cells()
    enough = two_moves_are_enough(three)
    mended = three.does(LEAD, "plan", "--keep", "draft", "--seed", 1, "--json").json
    assert (mended["status"], mended["gaps"], mended["moves"] == 2) == ("optimal", 0, enough)
    found = three.asks(LEAD, "check")["findings"]
    assert {one["rule"] for one in found if one["severity"] == "conflict"} == {"SIGN-STALE"}
    after = three.cells()
    moved = {cell for cell in before if before[cell] != after[cell]}
    assert len(moved) == mended["moves"]
    assert {cycle for _, cycle in moved} >= set(FEWER)
    concerned = {(side[cell][0], cell[1]) for cell in moved for side in (before, after)}
    return {place for place in concerned if place[0] != "LBH"}  # which has signed nothing yet


def two_moves_are_enough(three: Three) -> bool:
    """Whether two moves mend the draft, found by having the checker look at all there are.

    In each of the two cycles one person too many is at LBH: somebody has to leave it in both.
    """
    with closing(open_store(three.folder / LEAD / "p.db")) as store:
        workspace = Workspace(store, date(2026, 11, 30))
        programme = workspace.programme
        placements = programme.placements.values()
        leave = [
            [
                Edit(there.apprentice, cycle, placement.placement)
                for there in workspace.board.assignments()
                if there.cycle == cycle and programme.placements[there.placement].host == "LBH"
                for placement in placements
                if placement.host != "LBH"
            ]
            for cycle in FEWER
        ]
        return any(mends_all(workspace.consider(moves)) for moves in product(*leave))


def mends_all(found: Consequence) -> bool:
    """Whether both conflicts are gone, and none is there in their place but of what has to be signed anew."""
    grave = [
        one
        for one in (*found.broke, *found.changed)
        if one.severity is Severity.CONFLICT and one.rule != "SIGN-STALE"
    ]
    return not grave and len([one for one in found.mended if one.rule == "PLAN-HOST-SEATS"]) == 2


def all_agree(three: Three, concerned: set[tuple[str, str]]) -> None:
    """Who is concerned signs anew, and LBH for the first time; each in its own copy."""
    for host in OTHERS:
        assert three.send(LEAD, host)["collisions"] == []
    mine = {host: [cycle for place, cycle in sorted(concerned) if place == host] for host in HOSTS}
    mine["LBH"] = list(CYCLES)
    for host, cycles in mine.items():
        for cycle in cycles:
            three.does(host, "signoff", host, cycle, "--by", SIGNS[host])
    for host in OTHERS:
        assert three.send(host, LEAD)["statements"] == len(mine[host])
    assert Counter(three.states().values()) == {"signed": 18}
    assert three.asks(LEAD, "check")["conflicts"] == 0


def published_and_handed_out(three: Three) -> None:
    """What is published is what all have agreed to, and all that is handed out says the same."""
    made = three.does(LEAD, "publish", "--by", "Ruth Adeyemi", "--json").json
    draft = three.cells()
    assert (made["publication"], made["despite"], made["assignments"]) == (1, None, len(draft))
    for host in OTHERS:
        assert three.send(LEAD, host)["publications"] == [1]
    for host in HOSTS:
        told = three.rotations(LEAD, "--host", host, "--published")
        assert three.rotations(host, "--host", host, "--published") == told
        assert {(one["apprentice"], one["cycle"]) for one in told} == {
            cell for cell, (there, _) in draft.items() if there == host
        }
        assert (
            in_pack(three, host)
            == in_calendar(three, host)
            == {(one["apprentice"], one["cycle"], one["placement"]) for one in told}
        )
    letters = three.does(LEAD, "export", "letters", three.folder / "letters", "--json").json["files"]
    assert len(letters) == len({person for person, _ in draft}) == len(pilots_people())
    report = three.does(LEAD, "report").out
    assert report.count("agreed by all 3") == len(CYCLES)


def in_pack(three: Three, host: str) -> set[tuple[str, str, str]]:
    """Who comes when and where, as the pack says it that the lead host makes; C1 is not over yet."""
    folder = three.folder / "packs"
    three.does(LEAD, "export", "pack", host, folder)
    book = load_workbook(folder / f"pack-{host}-publication-1.xlsx")
    return {
        (str(row[4]), page.title.removeprefix("Cycle "), str(row[0]))
        for page in book.worksheets[1:]
        for row in page.iter_rows(min_row=2, values_only=True)
    }


def in_calendar(three: Three, host: str) -> set[tuple[str, str, str]]:
    """The same of the calendar that the host makes of its own copy."""
    path = three.folder / f"{host}.ics"
    three.does(host, "export", "calendar", "--host", host, "-o", path)
    found = IcsCalendarStream.calendar_from_ics(path.read_bytes().decode())
    uids = [(event.uid or "").partition("@")[0].split("+") for event in found.events]
    return {(uid[1], uid[2], uid[3]) for uid in uids if uid[0] == "assignment"}


def pilots_people() -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO((PILOT / "apprentices.csv").read_text("utf-8"))))
