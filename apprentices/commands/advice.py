"""What to do on the command line about what went wrong, by the kind of error, and about what a rule finds."""

from collections.abc import Mapping

from apprentices.errors import BadInput, ErrorKind, ProgramError
from apprentices.rules.said import (
    ChangeRow,
    EnterFigure,
    Finding,
    LookAtRule,
    SetAnew,
    SignCycle,
    Step,
    TakeFigureAway,
    Unpin,
)
from apprentices.step_texts import command, row_of_file

PROBLEMS_SHOWN = 200
_RESTORE = (
    "`apprentices restore FILE` puts a backup in its place, and keeps what is there now, with the files "
    "beside it that belong to it (-wal, -journal, -shm)."
)
# {about} is what the error is about.
ADVICE = {
    ErrorKind.CONFLICTS_STAND: (
        "`apprentices check` lists conflicts, `apprentices signoffs` who has signed. To publish all the "
        "same, say why: --despite --why …"
    ),
    ErrorKind.NOT_AGREED: (
        "`apprentices signoffs` tells where each host stands. To publish all the same, say why: "
        "--despite --why …"
    ),
    ErrorKind.NOT_ASKED: "`apprentices request {about} --by NAME` asks, and starts the clock.",
    ErrorKind.NO_SUCH_CHANGE: "`apprentices history` lists them.",
    ErrorKind.NO_SUCH_FIGURE: "`apprentices rules data` lists them.",
    ErrorKind.NO_SUCH_PUBLICATION: "`apprentices publications` lists them.",
    ErrorKind.NO_SUCH_STATEMENT: "`apprentices waivers`, `signoffs` and `register` list what was said.",
    ErrorKind.REASON_MISSING: "`apprentices rules off {about} --why …` keeps the reason.",
    ErrorKind.DAY_MISSING: "Say so with --from 2027-04-01.",
    ErrorKind.IN_THE_WAY: "To write over it, add --overwrite.",
    ErrorKind.NO_DATABASE: (
        "Make one with `apprentices import FOLDER --db {about}`, or look around in an invented programme "
        "with `apprentices demo`."
    ),
    ErrorKind.NOT_OURS: "Name another file with --db.",
    ErrorKind.NO_KEY: "`apprentices exchange key make HOST` makes one, for the host that this copy is of.",
    ErrorKind.KEY_NOT_KNOWN: (
        "`apprentices exchange key add {about} FILE` takes the one they give you; compare its words."
    ),
    ErrorKind.KEY_KNOWN: "If they have: `apprentices exchange key replace {about} FILE`.",
    ErrorKind.NO_LEAD: "`apprentices exchange lead HOST` names it.",
    ErrorKind.BASE_NOT_KNOWN: "Ask them. If it is so, --restored takes this parcel as what they say now.",
    ErrorKind.NO_PDF: "HTML needs nothing more: -o report.html. What lays out a PDF is the extra `pdf`.",
    ErrorKind.DAMAGED: _RESTORE,
    ErrorKind.NOT_WHOLE: f"If it was one: {_RESTORE}",
    ErrorKind.CHANGED_BY_HAND: (
        f"Mend it with the tool that did it; `apprentices doctor` looks it over. Or: {_RESTORE}"
    ),
}

# What empty files to start from say of commands.
FILL_IN_FOLDER = """\
Fill in the CSV files in this folder, then read them in with `apprentices import` and the name of
the folder. `apprentices import --dry-run` only tells what is wrong."""
FILL_IN_WORKBOOK = (
    "Fill in the other sheets, then read this workbook in with `apprentices import`; this sheet is left out."
)
LIST_OF_RULES = "`apprentices rules`\n  lists them all."
_DOES: Mapping[type[Step], str] = {
    EnterFigure: "enters one",
    TakeFigureAway: "takes it away",
    SetAnew: "sets what belongs to a rule",
    LookAtRule: "shows that",
    Unpin: "does it",
    SignCycle: "records it",
}


def said(error: ProgramError) -> list[str]:
    """What happened, and what can be done about it, in lines."""
    if isinstance(error, BadInput):
        return _problems(error)
    advice = ADVICE.get(error.kind)
    return [f"{error} {advice.format(about=error.about)}" if advice else str(error)]


def mend(finding: Finding) -> str:
    """What would mend a finding, and with which command or in which file, where that is not said already."""
    step = finding.step
    if step is None or (isinstance(step, ChangeRow) and f"{step.table}.csv" in finding.mend):
        return finding.mend
    return f"{finding.mend} {how(step)}"


def how(step: Step) -> str:
    """With which command, or where in which file, a thing is done."""
    if isinstance(step, ChangeRow):
        return f"{row_of_file(step)}: {command(step)}."
    return f"{command(step)} {_DOES[type(step)]}."


def _problems(error: BadInput) -> list[str]:
    lines = [str(problem) for problem in error.problems[:PROBLEMS_SHOWN]]
    more = len(error.problems) - len(lines)
    if more:
        lines.append(f"… and {more} more.")
    many = len(error.problems) != 1
    return [*lines, f"{len(error.problems)} problem{'s' if many else ''} found; nothing was imported."]
