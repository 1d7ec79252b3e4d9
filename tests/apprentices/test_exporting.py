"""What can be written to files: which files each kind comes to, and what is in them."""

from pathlib import Path

import openpyxl
import pytest

from apprentices.exporting import KINDS, Files, in_the_way, write
from apprentices.publishing import publish
from apprentices.workspace import Workspace
from tests.build import CYCLES, HOSTS, person, team, worded
from tests.clock import TODAY
from tests.memory import Memory, MemoryStore

KIND = {kind.title: kind for kind in KINDS}

# A1 at COL and A2 at LBH, both told of C2 alone. The calendars are of all, of two hosts and of two people.
WRITTEN = {
    "Rotations": {"rotations-publication-1.csv"},
    "A pack for each host": {"pack-COL-publication-1.xlsx", "pack-LBH-publication-1.xlsx"},
    "Letters, where something is new": {"letter-A1-publication-1.html", "letter-A2-publication-1.html"},
    "Letters for everybody": {"letter-A1-publication-1.html", "letter-A2-publication-1.html"},
    "Calendars": {"all.ics", "host-COL.ics", "host-LBH.ics", "apprentice-A1.ics", "apprentice-A2.ics"},
    "The report": {"report.html"},
    "Measures": {"measures.csv"},
    "The programme as a workbook": {"programme.xlsx"},
}
PRIVATE = {title for title in WRITTEN if title.startswith(("A pack", "Letters", "The programme"))}


@pytest.fixture
def programme() -> Workspace:
    made = Workspace(MemoryStore(Memory()), TODAY)
    rows = {
        "hosts": list(HOSTS),
        "cycles": list(CYCLES),
        "placements": [team("COL-A"), team("LBH-B")],
        "apprentices": [person("A1", standard=None), person("A2", standard=None)],
    }
    made.store.write(worded("begun"), rows, {}, {})
    made.reload()
    made.assign("A1", "C2", "COL-A")
    made.assign("A2", "C2", "LBH-B")
    publish(made, "Tamsin Arkwright", despite="a test")
    return made


def files_of(programme: Workspace, title: str, folder: Path) -> Files:
    return KIND[title].files(programme, programme.published, folder)


@pytest.mark.parametrize("title", WRITTEN)
def test_each_kind_comes_to_files_that_are_written(programme: Workspace, title: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    files = files_of(programme, title, folder)
    assert {path.name for path in files.make} == WRITTEN[title]
    assert in_the_way(files.make) == []
    made = {path: make() for path, make in files.make.items()}
    write(files, {path: content for path, content in made.items() if content is not None})
    assert in_the_way(files.make) == list(files.make)
    for_me_alone = all(path.stat().st_mode & 0o77 == 0 for path in (folder, *folder.iterdir()))
    assert for_me_alone == (title in PRIVATE) == files.private


def test_the_rotations_and_the_workbook_hold_who_is_where(programme: Workspace, tmp_path: Path) -> None:
    for title in ("Rotations", "The programme as a workbook"):
        files = files_of(programme, title, tmp_path)
        write(files, {path: make() or "" for path, make in files.make.items()})
    lines = (tmp_path / "rotations-publication-1.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["apprentice", "A1", "A2"]
    sheet = openpyxl.load_workbook(tmp_path / "programme.xlsx")["assignments"]
    assert [cell.value for cell in sheet["C"]] == ["placement", "COL-A", "LBH-B"]


def test_a_programme_in_a_folder_goes_where_its_files_are(programme: Workspace, tmp_path: Path) -> None:
    (tmp_path / "Hosts.CSV").touch()
    files = files_of(programme, "The programme as files", tmp_path)
    assert in_the_way(files.make) == [tmp_path / "Hosts.CSV"]
    assert len(files.make) == 17
    assert files.of == "the programme as it is now"


def test_of_the_draft_files_are_named_for_it(programme: Workspace, tmp_path: Path) -> None:
    files = KIND["Rotations"].files(programme, None, tmp_path)
    assert [path.name for path in files.make] == ["rotations-draft.csv"]
    assert files.of == "the draft"
    letters = KIND["Letters, where something is new"].files(programme, None, tmp_path)
    assert letters.make == {}  # nobody is told anything new
    assert letters.left_out.startswith("2 people have nothing new to be told since publication 1 of ")
