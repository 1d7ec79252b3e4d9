"""What is written to files: chosen from a list, into a folder, over none unasked."""

from functools import partial
from pathlib import Path

from apprentices.exporting import KINDS, Files, Kind, in_the_way, write
from apprentices.rules.words import count
from apprentices.told import Publication
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, stay
from plainly.places import ask_folder
from screens.files.written import NOTHING, YOURS_ALONE, named, why_nothing, written


class _Looking:
    """Of which board files are written: what was published, or the draft."""

    def __init__(self) -> None:
        self.is_draft = False

    def turn(self) -> None:
        self.is_draft = not self.is_draft


def stay_with_files(desk: Desk) -> None:
    """What can be written."""
    stay(desk, partial(_page, desk, _Looking()))


def _page(desk: Desk, looking: _Looking) -> Page:
    published = desk.workspace.published
    of = None if looking.is_draft else published
    unsaid = "" if published else " Nothing has been published, so nobody has been told of it."
    items = [Item(f"{kind.title}. {kind.help}", partial(write_out, desk, kind, of)) for kind in KINDS]
    turn = Letter("v", "Draft or publication", looking.turn, "Of what was last published, or of the draft.")
    told = [f"Of {of or 'the draft as it is now'}.{unsaid}"]
    return Page("Write to files", told, items, [turn] if published else [])


def write_out(desk: Desk, kind: Kind, of: Publication | None) -> None:
    """Ask for a folder, and write one thing there."""
    talk = desk.talk
    folder = ask_folder(desk, f"{kind.title}: into which folder?")
    files = kind.files(desk.workspace, of, folder)
    there = in_the_way(files.make)
    if there:
        talk.say(named(there))
        if not talk.is_sure(f"Write over {count(len(there), 'file')}? What is there now is lost."):
            talk.say(f"{NOTHING}.")
            return
    made = {path: content for path, make in files.make.items() if (content := make()) is not None}
    write(files, made)
    desk.folder = folder
    _say_written(desk, files, list(made))


def _say_written(desk: Desk, files: Files, paths: list[Path]) -> None:
    if paths:
        first, *more = written(files, paths, f"in {paths[0].parent}", YOURS_ALONE)
        desk.talk.say(f"Written: {first}", *more)
    else:
        desk.talk.say(f"{NOTHING}. {why_nothing(files)}")
