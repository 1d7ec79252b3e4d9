"""`export calendar`."""

from pathlib import Path

from ical.calendar_stream import IcsCalendarStream

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
