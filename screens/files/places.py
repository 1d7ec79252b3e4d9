"""Folders and files as a person looks for them: what is there, and how a path that is being typed goes on."""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from apprentices.text import natural, unfit

_QUOTED = re.compile(r"^(['\"])(.+)\1$")


class Entry(NamedTuple):
    """A folder, or a file of those that are looked for."""

    name: str
    is_folder: bool


def here() -> Path:
    """The folder to begin in: where the program was started, or, where that has gone, the home folder."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()


class Typed(NamedTuple):
    """A path as far as it is typed: the folder it is in, and the beginning of a name there."""

    folder: Path
    name: str

    @property
    def path(self) -> Path:
        """Where it leads as it stands."""
        return self.folder / self.name if self.name else self.folder


def typed(text: str, here: Path) -> Typed:
    """What a text says; `here` is where a path without a beginning starts.

    `~` is the home folder, and quotes around a path are those of a shell or a file manager it is copied from.
    Raises `OSError` where nobody has such a home.
    """
    text = _QUOTED.sub(r"\2", text.strip())
    try:
        path = here / Path(text).expanduser()
    except RuntimeError as error:
        raise FileNotFoundError(f"there is no home folder {text}") from error
    if not text or text.endswith(("/", os.sep, "~")):
        return Typed(path, "")
    return Typed(path.parent, path.name)


def as_text(folder: Path) -> str:
    """A folder as it stands in the line, ready for a name to be typed behind it."""
    text = str(folder)
    return text if text.endswith(os.sep) else text + os.sep


def entries(folder: Path, endings: Sequence[str]) -> list[Entry]:
    """The folders in it, then the files with one of these endings; what is hidden is left out.

    So is what can't be written in a line, which no typed path could name. Raises `OSError`.
    """
    found = []
    with os.scandir(folder) as there:
        for one in there:
            is_folder = _is_folder(one)
            wanted = is_folder or one.name.lower().endswith(tuple(endings))
            if wanted and one.name[0] != "." and not unfit(one.name):
                found.append(Entry(one.name, is_folder))
    return sorted(found, key=lambda entry: (not entry.is_folder, natural(entry.name)))


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to what can't be looked at
        return False


def beginning(found: Iterable[Entry], name: str) -> list[Entry]:
    """Those that go on from what was typed, whatever its capitals; else those that have it anywhere."""
    found, part = list(found), name.casefold()
    first = [entry for entry in found if entry.name.casefold().startswith(part)]
    return first or [entry for entry in found if part in entry.name.casefold()]


def completed(found: Sequence[Entry], name: str) -> str:
    """The name as far as all that begin with it go on alike; of a single folder, with what goes on in it."""
    begun = [entry for entry in found if entry.name.casefold().startswith(name.casefold())]
    if not begun:
        return name
    common = os.path.commonprefix([entry.name for entry in begun])  # noqa: RUF071 - letters are meant
    more = common if len(common) > len(name) or common.casefold() == name.casefold() else name
    return more + os.sep if len(begun) == 1 and begun[0].is_folder else more
