"""Write a file whole or not at all."""

import os
from pathlib import Path

from apprentices.errors import UsageError

PRIVATE = 0o600  # for files with personal data: nobody else on this computer reads them
SHARED = 0o666  # as the user's umask leaves it


def write_file(path: Path, content: str | bytes, mode: int = SHARED) -> None:
    """Put `content` (text as UTF-8) in place of what is at `path`; raises UsageError if that fails."""
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():  # a pipe or device: to write to, not to replace
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data, mode)  # what a link points to: the link itself stays
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}") from error


def _replace(path: Path, data: bytes, mode: int) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make sure that there is such a folder; raises UsageError if that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} can't be made: {error.strerror}") from error
