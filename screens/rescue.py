"""Saving all that is still in memory, once the database's file is gone."""

import os
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from apprentices.errors import UsageError
from apprentices.store import Store

SAFE = (
    "What you see is all that was saved until then, and it is still here: save it in a new file, and go on "
    "there. Until you do, nothing can be changed; if you leave, this copy of it is lost."
)


def save_as(store: Store, typed: str) -> None:
    """Save everything in the file of that path, and go on there. Raises `ProgramError` with what is wrong."""
    try:
        store.save_as(Path(typed).expanduser())
    except OSError as error:
        raise UsageError(f"{typed}: {error.strerror}. Name another file.") from error
    except RuntimeError as error:  # from expanduser
        raise UsageError(f"{typed}: there is no such home folder. Name another file.") from error


def free_place(lost: Path) -> Path:
    """A path that nothing has yet: beside the lost file, or in the home folder where that can't last."""
    beside = lost.parent
    lasting = not beside.is_relative_to(tempfile.gettempdir()) and os.access(beside, os.W_OK)
    folder = beside if lasting else Path.home()
    return next(path for path in _names(folder, lost) if not path.exists())


def _names(folder: Path, lost: Path) -> Iterator[Path]:
    return (folder / f"{lost.stem}-{number}{lost.suffix}" for number in count(2))
