"""Write files, each whole or not at all: beside the old ones, then put in their place."""

import os
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from apprentices.errors import ErrorKind, UsageError

PRIVATE = 0o600  # for files with personal data: nobody else on this computer reads them
SHARED = 0o666  # as the user's umask leaves it
PRIVATE_FOLDER, SHARED_FOLDER = 0o700, 0o777


def write_file(path: Path, content: str | bytes, mode: int = SHARED) -> None:
    """Put `content` (text as UTF-8) in place of what is at `path`; raises UsageError if that fails."""
    write_files({path: content}, mode)


def write_files(contents: Mapping[Path, str | bytes], mode: int = SHARED) -> None:
    """Put each content (text as UTF-8) in place of what is at its path.

    Pipes and devices come first, written to as they are. All files are written beside before the first takes
    its place, so that a disk that is full leaves the old ones. Each file is whole, old or new, but they take
    their places one by one: an end by force may come between, and a failure says which are new already.
    Raises UsageError when it fails, or a file is write-protected.
    """
    data = {path: text.encode() if isinstance(text, str) else text for path, text in contents.items()}
    streams = [path for path in data if _is_stream(path)]
    for path in streams:
        with _told(path):
            path.write_bytes(data[path])  # may wait for a reader: for that long it can be ended
    with undisturbed():
        parts: dict[Path, Path] = {}
        try:
            for path in (path for path in data if path not in streams):
                with _told(path):
                    _write_beside(path, data[path], mode, parts)
            _put_in_place(parts)
        finally:
            for part in parts.values():
                with suppress(OSError):
                    part.unlink(missing_ok=True)


def _is_stream(path: Path) -> bool:
    """Whether a pipe or device is there: to write to, not to replace. So is a folder, which then refuses."""
    with _told(path):
        return path.exists() and not path.is_file()


@contextmanager
def _told(path: Path, more: str = "") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}{more}") from error


def _put_in_place(parts: Mapping[Path, Path]) -> None:
    done: list[str] = []
    for place, part in parts.items():
        with _told(place, f"; written anew already: {', '.join(done)}" if done else ""):
            part.replace(place)
        done.append(str(place))


def _write_beside(path: Path, data: bytes, mode: int, parts: dict[Path, Path]) -> None:
    place = Path(os.path.realpath(path))  # what a link points to: the link itself stays
    with suppress(FileNotFoundError):
        before = place.stat().st_mode
        # Replacing would ask the folder alone, and root may write everything: the file itself is asked.
        if not before & 0o222 or not os.access(place, os.W_OK):
            raise UsageError(f"{path} is write-protected; take that away or name another file")
        mode &= before  # no more people read it than before
    part = place.with_name(f".{token_hex(8)}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        parts[place] = part
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def undisturbed() -> Iterator[None]:
    """What would end the program waits until this is done: files are whole by then, or tidied away."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def refuse_unwritable(path: Path) -> None:
    """Raise UsageError when no file can be put there: to be asked before the work of which it is to tell."""
    part = Path(os.path.realpath(path)).with_name(f".{token_hex(8)}.part")
    if not _is_stream(path):
        with _told(path):
            part.touch(exist_ok=False)
            part.unlink()


def refuse_to_overwrite(folder: Path, names: Iterable[str], kind: ErrorKind = ErrorKind.OTHER) -> None:
    """Raise UsageError of that kind when a folder has any of these files already."""
    try:
        there = [name for name in names if (folder / name).is_symlink() or (folder / name).exists()]
    except OSError as error:
        raise UsageError(f"{folder} can't be read: {error.strerror}") from error
    if there:
        raise UsageError(
            f"{folder} has {', '.join(there)} already, and nothing is overwritten. Name a new place.", kind
        )


def make_folder(folder: Path, mode: int = SHARED_FOLDER) -> None:
    """Make sure that there is such a folder; raises UsageError if that fails."""
    try:
        folder.mkdir(mode, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} can't be made: {error.strerror}") from error
