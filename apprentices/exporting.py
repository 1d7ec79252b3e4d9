"""What can be handed out as files, of which board: each file's name, and how what is in it is made.

Nothing is written before all of it is made. Whoever calls makes the files one by one, so that it can be seen
and stopped, and writes them together.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from apprentices.calendar import Days, say
from apprentices.errors import UsageError
from apprentices.exchange.files import (
    PRIVATE,
    PRIVATE_FOLDER,
    SHARED,
    SHARED_FOLDER,
    make_folder,
    write_files,
)
from apprentices.handing_out import HandOut
from apprentices.rules.words import count, join
from apprentices.tables import BANK_HOLIDAYS
from apprentices.telling import Telling, telling_of, telling_of_draft
from apprentices.told import Publication
from apprentices.trained import holidays_moved, trained
from apprentices.workspace import Workspace

if TYPE_CHECKING:
    from apprentices.exchange.calendars import Calendars, Whose

Content = str | bytes
Make = Callable[[], Content | None]  # None: nothing would be in it, and no such file is written


class Files(NamedTuple):
    """Files to be written: `make` by path; `private` ones hold personal data, for the user's eyes alone.

    `of` says in words what they tell of, `left_out` what is not in them.
    """

    of: str
    make: Mapping[Path, Make]
    private: bool
    left_out: str = ""


class Kind(NamedTuple):
    """One thing that can be handed out. `files` lists what would be written into a folder.

    It is of a publication, or (None) of the draft; of what is not `told` it is always the programme as it is
    now. Raises `UsageError` of a publication that kept codes only.
    """

    title: str
    help: str
    files: Callable[[Workspace, Publication | None, Path], Files]
    told: bool = True


def pack_files(made: HandOut, hosts: Iterable[str]) -> dict[str, Callable[[], bytes]]:
    """A workbook for each of these hosts, by file name."""
    from apprentices.exchange.packs import pack_workbook

    def pack(host: str) -> bytes:
        return pack_workbook(made.pack(host))

    return {f"pack-{code}-{made.name}.xlsx": partial(pack, code) for code in hosts}


def letter_files(made: HandOut, people: Iterable[str]) -> dict[str, Callable[[], str]]:
    """A page of HTML for each of these people, by file name."""
    from apprentices.exchange.letters import letter_page

    def letter(person: str) -> str:
        return letter_page(made.letter(person))

    return {f"letter-{code}-{made.name}.html": partial(letter, code) for code in people}


def _packs(workspace: Workspace, of: Publication | None, folder: Path) -> Files:
    made = HandOut(workspace, of)
    return _handed_out(made, pack_files(made, made.hosts), folder)


def _letters(everybody: bool, workspace: Workspace, of: Publication | None, folder: Path) -> Files:
    made = HandOut(workspace, of)
    people = made.people if everybody else made.changed_people
    left = len(made.people) - len(people)
    said = (
        f"{count(left, 'person has', 'people have')} nothing new to be told since {made.since}."
        if left
        else ""
    )
    return _handed_out(made, letter_files(made, people), folder)._replace(left_out=said)


def _handed_out(made: HandOut, files: Mapping[str, Callable[[], Content]], folder: Path) -> Files:
    return Files(str(made), {folder / name: make for name, make in files.items()}, private=True)


def _rotations(workspace: Workspace, of: Publication | None, folder: Path) -> Files:
    from apprentices.exchange.rotations import rotations
    from apprentices.exchange.sheets import csv_file

    told = _telling(workspace, of)
    if told.of and told.of.codes_only:
        raise UsageError(f"Publication {told.of.number} kept no names, days and hosts: take a later one.")
    path = folder / f"rotations-{_suffix(told)}.csv"
    return Files(str(told), {path: lambda: csv_file(rotations(told, "assignment"))}, private=False)


def _calendars(workspace: Workspace, of: Publication | None, folder: Path) -> Files:
    from apprentices.exchange.calendars import hosts_and_people

    told = _telling(workspace, of)
    calendars = calendars_of(workspace, told)
    everybody = hosts_and_people([told, *calendars.earlier])
    files = {folder / calendar_name(whose): partial(calendars.of, whose) for whose in everybody}
    return Files(str(told), files, private=False)


def calendars_of(workspace: Workspace, told: Telling) -> "Calendars":
    """The calendars of what is told, with all that was told before it; raises as `tellings_before`."""
    from apprentices.exchange.calendars import Calendars

    return Calendars(
        telling=told,
        earlier=tellings_before(workspace, told),
        programme=workspace.programme,
        statements=workspace.statements,
        now=datetime.now(UTC),
        trained=trained(workspace.store.past("apprentices")),
        holidays=holidays_moved(workspace.store.past(BANK_HOLIDAYS.name)),
    )


def tellings_before(workspace: Workspace, told: Telling) -> list[Telling]:
    """The publications before what is told, the newest first. Raises `UsageError` where it kept no days."""
    if told.of and told.of.codes_only:
        raise UsageError(f"Publication {told.of.number} kept no days: take a later one, or the draft.")
    heads = [head for head in workspace.publications() if told.of is None or head.number < told.of.number]
    return [telling_of(workspace.publication(head.number)) for head in heads]


def calendar_name(whose: "Whose") -> str:
    """By codes: `host-ELFT.ics`, `apprentice-A01.ics`, and `all.ics`."""
    parts = (f"{field}-{code}" for field, code in whose._asdict().items() if code)
    return f"{next(parts, 'all')}.ics"


def _programme(workspace: Workspace, of: Publication | None, folder: Path) -> Files:
    from apprentices.exchange.programme_files import programme_files

    return _whole(workspace, programme_files(workspace.rows, folder))


def _workbook(workspace: Workspace, of: Publication | None, folder: Path) -> Files:
    from apprentices.exchange.programme_files import programme_sheets
    from apprentices.exchange.sheets import workbook

    return _whole(workspace, {folder / "programme.xlsx": lambda: workbook(programme_sheets(workspace.rows))})


def _whole(workspace: Workspace, files: Mapping[Path, Make]) -> Files:
    said = len([*workspace.statements])
    left_out = (
        f"{count(said, 'statement is', 'statements are')} left out: a backup keeps them." if said else ""
    )
    return Files("the programme as it is now", files, private=True, left_out=left_out)


def _report(workspace: Workspace, of: Publication | None, folder: Path) -> Files:
    from apprentices.exchange.papers.html import paper_page
    from apprentices.reporting import report

    return Files(
        "the programme as it is now", {folder / "report.html": lambda: paper_page(report(workspace))}, False
    )


def _parcels(workspace: Workspace, of: Publication | None, folder: Path) -> Files:
    from apprentices.exchanging import own_key_here, parcel_for  # with what signs and seals
    from apprentices.host_keys import known_hosts

    own, known = own_key_here(workspace), known_hosts(workspace)
    others = [host for host in workspace.programme.hosts if host not in (own.host, *known)]
    files = {folder / f"for-{host}.parcel": partial(parcel_for, workspace, host, own) for host in known}
    left_out = f"none for {join(others)}, whose key is not known here." if others else ""
    return Files("the programme as it is now", files, private=True, left_out=left_out)


def measures_of(period: Days) -> Kind:
    """The shared figures of a period."""
    return Kind("Measures", f"The shared figures of {period} (CSV).", partial(_measures, period), told=False)


def _measures(period: Days | None, workspace: Workspace, of: Publication | None, folder: Path) -> Files:
    from apprentices.exchange.figures import sheet
    from apprentices.exchange.sheets import csv_file
    from apprentices.measuring import measured, year_of

    days = period or year_of(workspace.today)
    path = folder / f"measures-{days.first}-{days.last}.csv" if period else folder / "measures.csv"
    return Files(f"{days}", {path: lambda: csv_file(sheet(measured(workspace, days)))}, False)


def page_of(screen: str, lines: Sequence[str]) -> Kind:
    """What a screen says in lines, as a page of HTML; the first line is its title."""
    return Kind(
        f"{screen}, in lines", "A page that a browser reads aloud (HTML).", partial(_page, screen, lines)
    )


def _page(
    screen: str, lines: Sequence[str], workspace: Workspace, of: Publication | None, folder: Path
) -> Files:
    from apprentices.exchange.papers.html import paper_page
    from apprentices.exchange.papers.paper import Paper, Section

    title, *said = lines
    about = [workspace.programme.settings.name, f"On {say(workspace.today)}."]
    paper = Paper(
        title,
        [line for line in about if line],
        [Section(f"{screen}, in lines", [line for line in said if line])],
    )
    return Files(
        "what the screen says", {folder / f"{screen.lower()}.html": lambda: paper_page(paper)}, private=True
    )


def _telling(workspace: Workspace, of: Publication | None) -> Telling:
    return telling_of(of) if of else telling_of_draft(workspace.board)


def _suffix(told: Telling) -> str:
    return told.name.lower().replace(" ", "-")


LETTERS = Kind(
    "Letters, where something is new",
    "A page for each apprentice who is told anew: where they are when, what to bring.",
    partial(_letters, False),
)
KINDS: Sequence[Kind] = (
    Kind(
        "Rotations", "Who is where when, one row an assignment: a CSV file for any spreadsheet.", _rotations
    ),
    Kind(
        "A pack for each host", "Workbooks: who comes when, what has changed, what is still missing.", _packs
    ),
    LETTERS,
    Kind("Letters for everybody", "The same for each apprentice, changed or not.", partial(_letters, True)),
    Kind("Calendars", "For Outlook and others: all, each host, each apprentice (.ics).", _calendars),
    Kind(
        "The report",
        "For sponsors and boards: who has agreed, what blocks, measures (HTML).",
        _report,
        told=False,
    ),
    Kind(
        "Measures",
        "The shared figures of this year, small counts hidden (CSV).",
        partial(_measures, None),
        told=False,
    ),
    Kind(
        "The programme as files", "All of it as CSV files, which import reads back.", _programme, told=False
    ),
    Kind("The programme as a workbook", "The same in one workbook, a sheet a table.", _workbook, told=False),
    Kind(
        "Parcels for other hosts",
        "A file for each whose key is known, which that host alone can open, and imports.",
        _parcels,
        told=False,
    ),
)


def in_the_way(paths: Iterable[Path]) -> list[Path]:
    """Those that are there already, which writing would replace. Raises `UsageError`."""
    try:
        return [path for path in paths if path.is_symlink() or path.exists()]
    except OSError as error:
        raise UsageError(f"{error.filename} can't be read: {error.strerror}") from error


def write(files: Files, contents: Mapping[Path, Content]) -> None:
    """Write what was made, in place of what is there. Raises `UsageError`; see `write_files`."""
    for folder in {path.parent for path in contents}:
        make_folder(folder, PRIVATE_FOLDER if files.private else SHARED_FOLDER)
    write_files(contents, PRIVATE if files.private else SHARED)
