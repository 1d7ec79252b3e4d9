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

IMPORT = "i"  # the letter that it has once there is a programme
BY_ANSWER = {str(number): way for number, way in enumerate(OFFERS, 1)} | {IMPORT: Way.IMPORT}
HELP = f"Type a number from 1 to {len(OFFERS)}, {IMPORT} to import, or q to leave."


def begin(why: str, answers: TextIO, lines: TextIO) -> Begun | None:
    """How somebody begins; None where they leave. `why` says what there is not yet."""
    talk = Talk(answers, lines)
    talk.say("Rotating apprenticeships in plain lines.", MADE_OF)
    ways = [f"{number}. {'. '.join(offer)}" for number, offer in enumerate(OFFERS.values(), 1)]
    try:
        while True:
            talk.say(f"{why} How would you like to begin?", *ways, f"{IMPORT} Import, q leave, ? help")
            try:
                if begun := _begun(talk, BY_ANSWER.get(talk.ask("Begin:", HELP))):
                    return begun
            except Back:
                continue
    except Left:
        return None


def _begun(talk: Talk, way: Way | None) -> Begun | None:
    """What was chosen, once it is known where that is; None where the next thing is to choose again."""
    if way is None:
        talk.say(HELP)
        return None
    if way is Way.IMPORT:
        return Begun(way, ask_path(talk, here(), "Import which folder, workbook, CSV file or parcel?"))
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
