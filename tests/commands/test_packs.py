"""Packs for hosts and letters for apprentices, read back with other programs' eyes."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path
from shutil import copy
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from openpyxl import load_workbook

from apprentices.calendar import say
from apprentices.exchange.letters import letter_page
from apprentices.exchange.packs import pack_workbook
from apprentices.handing_out import HandOut
from apprentices.programme import Apprentice, Cycle
from apprentices.publishing import publish
from apprentices.workspace import Workspace
from db.store import open_store
from fixtures import PILOT
from tests.build import CYCLES, HOSTS, TODAY, board, person, team, worded
from tests.commands.conftest import Program
from tests.memory import Memory, MemoryStore


def text_of(page: str) -> str:
    """What a page says, in one line."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", page.partition("</style>")[2])).split())


DAY = "2026-11-23 12:00"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two databases: the pilot, and the pilot published and A11 moved from LBH-DEM to ELFT-CMHT in C2."""
    folder = tmp_path_factory.mktemp("made")
    with time_machine.travel(DAY, tick=False):
        with closing(open_store(folder / "pilot.db", create=True)) as store:
            Workspace(store, TODAY).import_files([PILOT])
        copy(folder / "pilot.db", folder / "moved.db")
        with closing(open_store(folder / "moved.db")) as store:
            workspace = Workspace(store, TODAY)
            publish(workspace, "Ruth Adeyemi", despite="a test")
            workspace.assign("A11", "C2", "ELFT-CMHT")
    return folder / "pilot.db", folder / "moved.db"


@pytest.fixture
def moved(program: Program, made: tuple[Path, Path], tmp_path: Path) -> Iterator[Program]:
    """The program on the second of them, on 23 November 2026."""
    copy(made[1], tmp_path / "p.db")
    with time_machine.travel(DAY, tick=False):
        yield program


def sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of a workbook by sheet, headers included."""
    return {page.title: list(page.iter_rows(values_only=True)) for page in load_workbook(path).worksheets}


def test_a_pack_says_who_comes_when_what_changed_and_what_is_missing(moved: Program, tmp_path: Path) -> None:
    """A11 holds a right to work and an honorary contract; the team asks for two checks more.

    C2 starts on 7 December 2026, two weeks ahead: ELFT has 12 weeks of notice, LBH 8.
    """
    ran = moved("export", "pack", "all", tmp_path / "packs", "--draft", "--json").json
    assert ran["files"] == ["pack-COL-draft.xlsx", "pack-ELFT-draft.xlsx", "pack-LBH-draft.xlsx"]
    elft = sheets(tmp_path / "packs" / "pack-ELFT-draft.xlsx")
    assert list(elft) == ["Changes", *(f"Cycle C{number}" for number in range(1, 7))]
    ((cycle, *_, who, name, words, notice),) = elft["Changes"][1:]
    assert (cycle, who, name, notice) == ("C2", "A11", "Daniel Levenson", "inside the notice of 12 weeks")
    assert words.startswith("comes to Community mental health team (ELFT-CMHT), 7 December 2026 to 5 March")
    coming = {row[4]: row for row in elft["Cycle C2"][1:]}
    assert sorted(coming) == ["A06", "A07", "A09", "A11", "A12", "A14", "A20"]
    assert set(coming["A11"][-1].split("; ")) == {"an enhanced DBS check", "the occupational health check"}
    assert coming["A07"][:4] == (
        "ELFT-CMHT", "Community mental health team", "Kingsland community hub", "Adeyemi Coker",
    )  # fmt: skip
    ((*_, words, notice),) = sheets(tmp_path / "packs" / "pack-LBH-draft.xlsx")["Changes"][1:]
    assert notice == "inside the notice of 8 weeks"
    assert "no longer comes to" in words
    ((*_, words, _),) = sheets(tmp_path / "packs" / "pack-COL-draft.xlsx")["Changes"][1:]
    assert words == "Nothing has changed."


def test_cycles_that_are_over_are_in_no_pack(moved: Program, tmp_path: Path) -> None:
    """C1 ends on 4 December 2026."""
    with time_machine.travel("2026-12-05 12:00", tick=False):
        assert moved("export", "pack", "ELFT", tmp_path).code == 0
    assert list(sheets(tmp_path / "pack-ELFT-publication-1.xlsx"))[:2] == ["Changes", "Cycle C2"]


def test_only_who_is_told_anew_gets_a_letter(moved: Program, tmp_path: Path) -> None:
    def files(*words: object) -> list[str]:
        made: list[str] = moved("export", "letters", tmp_path, "--json", *words).json["files"]
        return made

    assert files("--draft") == ["letter-A11-draft.html"]
    assert files("--draft", "--apprentice", "Rahim") == ["letter-A02-draft.html"]
    assert len(files("--draft", "--all")) == 24
    assert len(files()) == 24  # of the first publication everything is new
    moved("publish", "--by", "Ruth", "--despite", "--why", "a test")
    assert files() == ["letter-A11-publication-2.html"]
    assert (tmp_path / "letter-A11-draft.html").stat().st_mode & 0o777 == 0o600
    assert moved("export", "letters", tmp_path, "--all", "--apprentice", "A01").code == 2


def test_a_letter_says_what_changed_and_the_whole_rotation(moved: Program, tmp_path: Path) -> None:
    moved("export", "letters", tmp_path, "--draft")
    text = text_of((tmp_path / "letter-A11-draft.html").read_text(encoding="utf-8"))
    assert "Daniel Levenson" in text
    assert "This is a draft" in text
    assert (
        "C2, Winter 2026-27: you are in Community mental health team (East London NHS Foundation Trust), "
        "7 December 2026 to 5 March 2027, and not in Democratic services (Hackney Council). You are told of "
        "it less than 8 weeks before, so it needs your agreement." in text
    )
    assert "Bring what shows: the right to work, an honorary contract." in text
    assert "Still to get, or to renew: the occupational health check, an enhanced DBS check." in text
    assert "Tamsin Arkwright, rotations@lbh.example" in text  # of LBH, the employer
    for code in ("Corporate administration", "Chamberlain's data and insight", "People operations"):
        assert code in text  # C1, C3 and C4, as told before


def test_packs_and_letters_carry_nothing_that_is_private(moved: Program, tmp_path: Path) -> None:
    """No day of birth, learner number, pay or home postcode of anybody; in a letter, nobody else's name."""
    for words in (("pack", "all"), ("letters",)):
        for board_of in ("--draft", "--published"):
            more = ("--all",) if words == ("letters",) else ()
            assert moved("export", *words, tmp_path, board_of, *more).code == 0
    people = _people()
    assert len(people) == 24
    for path in tmp_path.glob("*-*.*"):
        text = _all_text(path)
        for one in people:
            assert not [word for word in _private(one) if word in text], (path.name, one.apprentice)
            if path.suffix == ".html" and f"-{one.apprentice}-" not in path.name:
                assert one.name not in text


def _people() -> list[Apprentice]:
    workspace = Workspace(MemoryStore(Memory(), "Ruth"), TODAY)
    workspace.import_files([PILOT])
    return list(workspace.programme.apprentices.values())


def _private(one: Apprentice) -> list[str]:
    born = one.date_of_birth
    assert born is not None
    serial = str((born - date(1899, 12, 30)).days)  # as a workbook keeps a day
    return [str(born), say(born), f">{serial}<", f"{one.hourly_pay}", str(one.uln), str(one.postcode)]


def _all_text(path: Path) -> str:
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8").partition("</style>")[2]
    with ZipFile(path) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/"))


def test_nothing_published_nobody_told(program: Program, made: tuple[Path, Path], tmp_path: Path) -> None:
    copy(made[0], tmp_path / "p.db")
    ran = program("export", "letters", tmp_path / "letters")
    assert ran.code == 2
    assert "Nothing has been published yet" in ran.err
    assert not (tmp_path / "letters").exists()
    assert program("export", "pack", "NHS", tmp_path, "--draft").code == 2


ODD = "=1+1 <script>alert(1)</script> [/x] Zoë"


def odd() -> HandOut:
    """Somebody with an odd name in an odd team, in a cycle whose code is as long as a code can be."""
    cycle = Cycle(cycle="C" * 32, name=ODD, starts_on=CYCLES[3].starts_on, ends_on=CYCLES[3].ends_on)
    rows = {
        "hosts": HOSTS,
        "cycles": [cycle],
        "standards": [],
        "apprentices": [person("A1", given_names=ODD, standard=None)],
        "placements": [team("COL-A", team=ODD, supervisor=ODD, site=ODD, clearances=("<b>card</b>",))],
        "assignments": list(board({"A1": "COL-A"}, cycles=[cycle]).assignments()),
    }
    store = MemoryStore(Memory(), "Ruth")
    store.write(worded("made"), rows, {}, {})
    return HandOut(Workspace(store, TODAY), None)


def test_a_letter_with_more_to_say_is_set_smaller_to_stay_on_one_sheet(
    moved: Program, tmp_path: Path
) -> None:
    """One change and six cycles take half a sheet; eight of eight, in teams with long names, over one.

    Chromium printed a letter such as the last on two sheets in letters of 10.5 points, and on one in these.
    """
    moved("export", "letters", tmp_path, "--draft")
    assert "font-size: 10.5pt" in (tmp_path / "letter-A11-draft.html").read_text(encoding="utf-8")
    long = "Community mental health team and the office of everything that belongs to it"
    rows = {
        "hosts": HOSTS,
        "cycles": CYCLES,
        "apprentices": [person("A1", family_name="Featherstonehaugh-Cholmondeley", standard=None)],
        "placements": [
            team(code, team=long, supervisor=long[:40]) for code in ("COL-A", "COL-B", "LBH-A", "LBH-B")
        ],
    }
    store = MemoryStore(Memory(), "Ruth")
    plan = board({"A1": "COL-A LBH-A COL-B LBH-B"}, cycles=CYCLES)
    store.write(worded("made"), rows | {"assignments": list(plan.assignments())}, {}, {})
    first = HandOut(Workspace(store, TODAY), None).letter("A1")
    changes = [one._replace(words=f"you are in {long} (Hackney Council).") for one in first.changes]
    letter = first._replace(since="publication 1", changes=changes)
    more = [letter._replace(changes=changes * times, stays=letter.stays * times) for times in (1, 2, 6)]
    pages = list(map(letter_page, [*more, first._replace(stays=first.stays * 4)]))
    sizes = [float(re.findall(r"font-size: ([0-9.]+)pt\"", page)[0]) for page in pages]
    assert 10.5 >= sizes[0] > sizes[1] >= 6.5
    # With 24 changes of 24 cycles no letters are small enough: it is readable, and says that it goes on.
    assert (sizes[2], [page.count("longer than one sheet") for page in pages]) == (9.5, [0, 0, 1, 0])
    assert sizes[3] < 9.5  # all of 16 cycles told for the first time: no sentence for each


def test_a_first_letter_says_what_to_bring_paper_by_paper(moved: Program, tmp_path: Path) -> None:
    """A11 is on ELFT's teams in C3 and C5, of which one asks for a DBS check; LBH asks for the right to work.

    Everything is new then: the rotation says where, and no sentence says it again.
    """
    moved("export", "letters", tmp_path, "--apprentice", "A11")
    text = text_of((tmp_path / "letter-A11-publication-1.html").read_text(encoding="utf-8"))
    assert "What to bring" in text
    assert "Bring what shows: the right to work, for C" in text
    assert "you are in" not in text


def test_a_cycle_for_which_nothing_is_settled_is_told_as_that(moved: Program, tmp_path: Path) -> None:
    """A11 has no placement in C3 (8 March to 4 June 2027) any more; of C1, which is over, nothing is open."""
    assert moved("clear", "A11", "C1").code in (0, 1)
    assert moved("clear", "A11", "C3").code in (0, 1)
    with time_machine.travel("2026-12-05 12:00", tick=False):
        moved("export", "letters", tmp_path, "--draft", "--apprentice", "A11")
    text = text_of((tmp_path / "letter-A11-draft.html").read_text(encoding="utf-8"))
    rotation = text.partition("Your whole rotation")[2]
    assert rotation.count("nothing is settled yet") == 1
    assert "8 March 2027 to 4 June 2027 nothing is settled yet" in rotation
    places = [rotation.index(f"{code},") for code in ("C2", "C3", "C4", "C5", "C6")]
    assert places == sorted(places)


def test_odd_names_are_shown_as_they_are() -> None:
    page = letter_page(odd().letter("A1"))
    assert "<script" not in page
    assert text_of(page).count(ODD) >= 4
    assert "<b>card</b>" in text_of(page)
    assert not re.search("<(b|img|link)[ >]", page)
    book = load_workbook(BytesIO(pack_workbook(odd().pack("COL"))))
    assert book.sheetnames == ["Changes", "Cycle number 1"]
    cells = [cell for row in book["Cycle number 1"].iter_rows() for cell in row if cell.value]
    assert [cell.value for cell in cells if cell.value == ODD] == [ODD] * 3  # team, site, supervisor
    assert {cell.data_type for cell in cells} <= {"s", "d"}  # and no formula
