"""Before there is a programme: what one can begin with."""

from pathlib import Path
from typing import TextIO

from apprentices.errors import ProgramError
from apprentices.exchange.template_workbook import template_workbook
from plainly.places import ask_path
from plainly.talk import Back, Left, Talk
from screens.beginning.ways import MADE_OF, OFFERS, Begun, Way, new_workbook
from screens.files.places import here
from screens.shared.advice import FILL_IN_WORKBOOK, said


def begin(why: str, answers: TextIO, lines: TextIO) -> Begun | None:
    """How somebody begins; None where they leave. `why` says what there is not yet."""
    talk = Talk(answers, lines)
    talk.say("Rotating apprenticeships in plain lines.", MADE_OF)
    ways = list(OFFERS)
    try:
        while True:
            talk.say(f"{why} How would you like to begin?")
            talk.say(
                *(f"{number}. {'. '.join(OFFERS[way])}" for number, way in enumerate(ways, 1)), "q leave"
            )
            try:
                answer = talk.ask("Begin:")
                chosen = [way for number, way in enumerate(ways, 1) if answer == str(number)]
                if not chosen:
                    talk.say(f"Type a number from 1 to {len(ways)}, or q to leave.")
                elif begun := _begun(talk, chosen[0]):
                    return begun
            except Back:
                continue
    except Left:
        return None


def _begun(talk: Talk, way: Way) -> Begun | None:
    """What was chosen, once it is known where that is; None where the next thing is to choose again."""
    if way is Way.IMPORT:
        return Begun(way, ask_path(talk, here(), "Import which folder, workbook or CSV file?"))
    if way is Way.WORKBOOK:
        _make(talk, ask_path(talk, here(), "Where should the empty workbook be, such as programme.xlsx?"))
        return None
    return Begun(way)


def _make(talk: Talk, path: Path) -> None:
    if not new_workbook(path):
        talk.say(
            f"{path}: a workbook needs a name that ends in .xlsx, in a folder that is there, and is new."
        )
        return
    try:
        template_workbook(path, FILL_IN_WORKBOOK)
    except ProgramError as error:
        talk.say(said(error))
    else:
        talk.say(f"The workbook is there: {path}. Fill in its sheets, save it, and import it.")
