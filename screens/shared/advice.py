"""What to do about what went wrong, or what a rule finds, where that is more than is said of it by itself."""

from apprentices.columns import title
from apprentices.errors import ErrorKind, ProgramError
from apprentices.rules.said import ChangeRow, Finding, SetAnew, SignCycle, Step, Unpin
from apprentices.step_texts import command
from screens.shared.command import Command, Way
from screens.shared.form_words import as_forms_say
from screens.shared.phrase import Phrase, phrase

_RESTORE = (
    "Leave the program; on the command line, `apprentices restore FILE` puts a backup in its place, and "
    "keeps what is there now, with the files beside it."
)
_DESPITE = (
    "The Findings screen lists conflicts, the Agreement screen who has signed. Or say why not to wait: "
    "Despite that."
)
ADVICE = {
    ErrorKind.CONFLICTS_STAND: _DESPITE,
    ErrorKind.NOT_AGREED: _DESPITE,
    ErrorKind.NOT_ASKED: "On the Agreement screen: Request asks, and starts the clock.",
    ErrorKind.DAMAGED: _RESTORE,
    ErrorKind.NOT_WHOLE: f"If it was one: {_RESTORE[0].lower()}{_RESTORE[1:]}",
    ErrorKind.NO_KEY: "On the command line: `apprentices exchange key make HOST` makes one, for your host.",
    ErrorKind.CHANGED_BY_HAND: f"Mend it with the tool that did it, or restore a backup. {_RESTORE}",
}

# A screen that has a command of this action shows that in its place.
_MEND = Command("mend", "f", "Mend", "Go to the field that mends it.")
FILL_IN_WORKBOOK = (
    "Fill in the other sheets, then start the program and have it import this workbook; this sheet is left "
    "out."
)


def said(error: ProgramError) -> str:
    """What happened, and what can be done about it from within the app."""
    advice = ADVICE.get(error.kind)
    return f"{error} {advice}" if advice else str(error)


def mend(finding: Finding, goes_there: bool = True) -> Phrase:
    """What would mend a finding, and with which key, or which command where no screen does it.

    `goes_there`: whether the screen that tells it has a command that goes to the field.
    """
    mend = as_forms_say(finding.mend)
    match finding.step:
        case None:
            return phrase(mend)
        # One row, which a form can be opened for.
        case ChangeRow(row=row, column=str()) if goes_there and "," not in row:
            return phrase(f"{mend} ", Way(_MEND, "goes to that field"), ".")
        case step:
            return phrase(f"{mend} {how(step)}")


def how(step: Step) -> str:
    """Where a thing is done: on which screen, or with which command or file where no screen does it."""
    match step:
        case Unpin(apprentice, cycle):
            return f"On the board: Pin or unpin, at {apprentice} in {cycle}."
        case SignCycle(host, cycle):
            return f"On the Agreement screen: Sign, at {host} in {cycle}."
        case ChangeRow(table, row, None):
            return f"In the list of {table}, the row {row} would go."
        case ChangeRow(table, row, str(column), value):
            return f'In the list of {table}, at {row}: "{title(column)}"{f" ({value})" if value else ""}.'
        case SetAnew():
            return f"On the command line: {command(step)}, for what belongs to a rule."
        case _:
            return f"On the command line: {command(step)}."
