"""Write files whole or not at all: beside the old ones, then put in their place."""

import os
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from apprentices.errors import UsageError

PRIVATE = 0o600  # for files with personal data: nobody else on this computer reads them
SHARED = 0o666  # as the user's umask leaves it
PRIVATE_FOLDER, SHARED_FOLDER = 0o700, 0o777


def write_file(path: Path, content: str | bytes, mode: int = SHARED) -> None:
    """Put `content` (text as UTF-8) in place of what is at `path`; raises UsageError if that fails."""
    write_files({path: content}, mode)


def write_files(contents: Mapping[Path, str | bytes], mode: int = SHARED) -> None:
    """Put each content (text as UTF-8) in place of what is at its path.

    All are written beside before the first takes its place, so that a disk that is full, or an end by force,
    leaves the old ones. Raises UsageError when that fails.
    """
    parts: dict[Path, Path] = {}
    path = Path()
    with _undisturbed():
        try:
            for path, content in contents.items():
                data = content.encode() if isinstance(content, str) else content
                if path.exists() and not path.is_file():  # a pipe or device: to write to, not to replace
                    path.write_bytes(data)
                else:
                    _write_beside(path, data, mode, parts)
            for place, part in parts.items():
                path = place
                part.replace(place)
        except OSError as error:
            raise UsageError(f"{path} can't be written: {error.strerror}") from error
        finally:
            for part in parts.values():
                with suppress(OSError):
                    part.unlink(missing_ok=True)


def _write_beside(path: Path, data: bytes, mode: int, parts: dict[Path, Path]) -> None:
    place = Path(os.path.realpath(path))  # what a link points to: the link itself stays
    with suppress(FileNotFoundError):
        mode &= place.stat().st_mode  # no more people read it than before
    part = place.with_name(f".{token_hex(8)}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        parts[place] = part
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _undisturbed() -> Iterator[None]:
    """What would end the program waits until the files are whole or tidied away."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def refuse_to_overwrite(folder: Path, names: Iterable[str], instead: str) -> None:
    """Raise UsageError, saying what to do `instead`, when a folder has any of these files already."""
    try:
        there = [name for name in names if (folder / name).is_symlink() or (folder / name).exists()]
    except OSError as error:
        raise UsageError(f"{folder} can't be read: {error.strerror}") from error
    if there:
        raise UsageError(f"{folder} has {', '.join(there)} already, and nothing is overwritten; {instead}")


def make_folder(folder: Path, mode: int = SHARED_FOLDER) -> None:
    """Make sure that there is such a folder; raises UsageError if that fails."""
    try:
        folder.mkdir(mode, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} can't be made: {error.strerror}") from error
