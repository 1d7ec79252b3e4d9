"""`export calendar`."""

import csv
from contextlib import closing
from datetime import date
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream

from apprentices.store import IMPORT, Deed
from db.store import open_store
from fixtures import PILOT
from tests.commands.conftest import Program


def uids(path: Path) -> set[str]:
    found = IcsCalendarStream.calendar_from_ics(path.read_bytes().decode())
    return {(event.uid or "").partition("@")[0] for event in found.events}


def test_a_host_gets_its_own_people_as_they_were_published(pilot: Program, tmp_path: Path) -> None:
    there = tmp_path / "elft.ics"
    assert "the draft" in pilot("export", "calendar", "--host", "elft", "-o", there).err
    assert b"STATUS:TENTATIVE" in there.read_bytes()
    pilot("publish", "--by", "Ruth Adeyemi", "--despite", "--why", "The board meets today")
    assert "publication 1" in pilot("export", "calendar", "--host", "elft", "-o", there).err
    told = pilot("export", "rotations", "--host", "elft", "--json").json
    expected = {f"assignment+{r['apprentice']}+{r['cycle']}+{r['placement']}" for r in told}
    assert {uid for uid in uids(there) if uid.startswith("assignment")} == expected
    first = there.read_bytes()
    assert pilot("export", "calendar", "--host", "elft", "-o", there, "--json").json == {
        "telling": "Publication 1",
        "files": [str(there)],
    }
    assert there.read_bytes() == first


def test_a_folder_gets_a_calendar_each_host_and_person(pilot: Program, tmp_path: Path) -> None:
    pilot("export", "calendar", "-o", tmp_path / "calendars")
    files = {path.name for path in (tmp_path / "calendars").iterdir()}
    people = {f"apprentice-A{number:02}.ics" for number in range(1, 25)}
    assert files == people | {"all.ics", "host-COL.ics", "host-ELFT.ics", "host-LBH.ics"}
    # A supervisor is found by the name that is told.
    there = tmp_path / "mine.ics"
    assert pilot("export", "calendar", "--supervisor", "hugh pennycuick", "-o", there).code == 0
    told = pilot("export", "rotations", "--json").json
    mine = {(r["apprentice"], r["cycle"]) for r in told if r["supervisor"] == "Hugh Pennycuick"}
    placements = [uid.split("+") for uid in uids(there)]
    assert {(p[1], p[2]) for p in placements if p[0] == "assignment"} == mine


def test_training_days_that_end_are_cancelled_and_changed_ones_rise(pilot: Program, tmp_path: Path) -> None:
    """A01 trains on Wednesdays; then on Mondays; then not at all; and on Wednesdays again."""
    there, folder = tmp_path / "a01.ics", tmp_path / "changed"
    folder.mkdir()
    pilot("publish", "--by", "Ruth Adeyemi", "--despite", "--why", "The board meets today")
    row = next(csv.DictReader((PILOT / "apprentices.csv").read_text("utf-8").splitlines()))
    assert (row["apprentice"], row["training_days"]) == ("A01", "FREQ=WEEKLY;BYDAY=WE")
    seen = []
    for rule in ("FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;BYDAY=MO", "", "FREQ=WEEKLY;BYDAY=WE"):
        with (folder / "apprentices.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, row)
            writer.writeheader()
            writer.writerow(row | {"training_days": rule})
        assert pilot("import", folder).code == 0
        assert pilot("export", "calendar", "--apprentice", "A01", "-o", there).code == 0
        found = IcsCalendarStream.calendar_from_ics(there.read_bytes().decode()).events
        placements = {event.sequence for event in found if (event.uid or "").startswith("assignment")}
        assert placements == {2}  # of which nothing has changed
        seen.append([event for event in found if (event.uid or "").startswith("training")])
    # Six cycles, six series; the first of C2 is on Wednesday 9 December 2026, then on Monday 7 December.
    assert [{event.uid for event in events} for events in seen] == [{event.uid for event in seen[0]}] * 4
    assert [len(events) for events in seen] == [6] * 4
    assert [{(e.status, e.sequence) for e in events} for events in seen] == [
        {("CONFIRMED", 2)}, {("CONFIRMED", 3)}, {("CANCELLED", 4)}, {("CONFIRMED", 5)},
    ]  # fmt: skip
    firsts = [min(e.dtstart for e in events if "+C2+" in (e.uid or "")) for events in seen]
    assert firsts[0] == firsts[3] == date(2026, 12, 9)
    assert firsts[1] == date(2026, 12, 7)
    stamps = [min(e.dtstamp for e in events) for events in seen]
    assert stamps == sorted(stamps)


def test_a_bank_holiday_that_a_later_import_brings_raises_the_training_days(
    pilot: Program, tmp_path: Path
) -> None:
    """A01 trains on Wednesdays; 13 January 2027, in C2, comes to be a bank holiday."""
    pilot("publish", "--by", "Ruth Adeyemi", "--despite", "--why", "The board meets today")
    seen = []
    for brought in ({}, {date(2027, 1, 13): "A feast"}):
        if brought:
            with closing(open_store(tmp_path / "p.db")) as store:
                store.write(Deed(IMPORT, {}), {}, {}, brought)
        assert pilot("export", "calendar", "--apprentice", "A01", "-o", tmp_path / "a01.ics").code == 0
        found = IcsCalendarStream.calendar_from_ics((tmp_path / "a01.ics").read_bytes().decode()).events
        seen.append(
            {(event.uid or "").split("+")[-2]: event for event in found if event.exdate or event.rrule}
        )
    assert [date(2027, 1, 13) in events["C2"].exdate for events in seen] == [False, True]
    rises = [{cycle: event.sequence for cycle, event in events.items()} for events in seen]
    assert rises == [dict.fromkeys(("C1", "C2", "C3", "C4", "C5", "C6"), number) for number in (2, 3)]


def test_what_makes_no_sense_is_refused(pilot: Program, tmp_path: Path) -> None:
    there = tmp_path / "x.ics"
    refusals: list[tuple[tuple[object, ...], str]] = [
        (("--host", "COL", "-o", tmp_path / "folder"), "name one that ends in .ics"),
        (("--host", "XYZ", "-o", there), "There is no host"),
        (("--supervisor", "Nobody", "-o", there), "There is no supervisor"),
        (("--published", "3", "-o", there), "publication"),
        ((), "Missing option"),
    ]
    for words, said in refusals:
        ran = pilot("export", "calendar", *words)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
    assert not there.exists()
