"""Folders and files as they are typed."""

from pathlib import Path

from apprentices.errors import UsageError
from plainly.desk import Desk
from plainly.talk import Talk
from screens.files.places import typed


def ask_path(talk: Talk, folder: Path, question: str) -> Path:
    """A path that somebody types; one without a beginning starts in that folder."""
    while True:
        answer = talk.ask(f"{question} Paths begin in {folder}:")
        if answer:
            try:
                return typed(answer, folder).path
            except (OSError, ValueError) as error:
                talk.say(f"{error}.")
        else:
            talk.say("Type a path, or b to go back.")


def ask_folder(desk: Desk, question: str) -> Path:
    """A folder that is there or can be made; nothing typed is the folder of before. Raises `UsageError`."""
    answer = desk.talk.ask(f"{question} Paths begin in {desk.folder}, which enter takes:")
    try:
        folder = typed(answer, desk.folder).path if answer else desk.folder
        is_fit = folder.is_dir() or (not folder.exists() and folder.parent.is_dir())
    except (OSError, ValueError) as error:
        raise UsageError(f"{error}.") from error
    if not is_fit:
        raise UsageError(f"{folder}: there is no such folder, and none can be made there.")
    return folder
