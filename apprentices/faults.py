"""A fault of the program itself: told in one sentence, and kept in a log that holds no personal data.

The log says where in the program it happened: types, files, lines and functions. It has no messages,
arguments or values, since these may be about people.
"""

import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from traceback import walk_tb

from apprentices import __version__

CODE = 70  # what sysexits.h calls EX_SOFTWARE
MOST_BYTES = 200_000  # of the log; there is one older one of that size beside it
_MOST_FRAMES = 60  # an endless recursion has a thousand
_MOST_CAUSES = 5


def record(error: BaseException, doing: str) -> str:
    """Keep a fault in the log, and return what to say of it.

    `doing` names the command, without what it was given.
    """
    name = type(error).__name__
    try:
        path = _log()
        _append(path, "\n".join(_lines(error, doing)) + "\n\n")
    except OSError as trouble:
        where = f"no log of it could be written ({trouble.strerror})"
    else:
        where = f"a log without personal data lies at {path}"
    return f"The program has a fault ({name}). Nothing is left half done; {where}."


def _log() -> Path:
    from platformdirs import user_state_path

    folder = user_state_path("rotating-apprenticeships", appauthor=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / "faults.log"


def _append(path: Path, text: str) -> None:
    if path.exists() and path.stat().st_size + len(text) > MOST_BYTES:
        path.replace(path.with_name(f"{path.name}.1"))
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w", encoding="utf-8"
    ) as log:
        log.write(text)


def _lines(error: BaseException, doing: str) -> Iterator[str]:
    sqlite = getattr(sys.modules.get("sqlite3"), "sqlite_version", "not in use")
    yield f"{datetime.now(UTC).isoformat(timespec='seconds')} {doing}"
    yield (
        f"apprentices {__version__}, Python {platform.python_version()}, Textual {version('textual')}, "
        f"SQLite {sqlite}, {sys.platform}"
    )
    cause: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if cause is None:
            return
        yield f"{type(cause).__module__}.{type(cause).__qualname__}"
        frames = list(walk_tb(cause.__traceback__))
        for frame, line in frames[-_MOST_FRAMES:]:
            yield f"  {_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_qualname}"
        cause = cause.__cause__ or cause.__context__


def _short(file: str) -> str:
    """A file's name from where Python finds modules: the folders above may carry a person's name."""
    roots = [root for root in sys.path if root and file.startswith(root.rstrip(os.sep) + os.sep)]
    return file[len(max(roots, key=len)) :].lstrip(os.sep) if roots else Path(file).name
