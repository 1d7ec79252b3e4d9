"""The bytes of a file that somebody gives: of files and pipes alone, and only so many of them."""

from pathlib import Path
from stat import S_ISFIFO, S_ISREG

from apprentices.errors import BadInput, Problem

MEGABYTE = 1_000_000
MOST_MEGABYTES = 50  # some hundred times what a programme of a thousand people takes
_SMALLER = "take out what is no part of the tables (pictures, other sheets), or divide it"


def read_file(path: Path, file: str) -> bytes:
    """All that is in the file, called `file` in messages.

    Raises BadInput for what is neither a file nor a pipe, or too large; OSError where it can't be read.
    """
    found, most = path.stat(), MOST_MEGABYTES * MEGABYTE
    if S_ISREG(found.st_mode):
        data = path.read_bytes() if found.st_size <= most else None
    elif S_ISFIFO(found.st_mode):
        with path.open("rb") as pipe:
            data = pipe.read(most + 1)
    else:
        raise BadInput([Problem(file, None, None, "is a device and no file; save the table as a file")])
    if data is None or len(data) > most:
        message = f"is larger than {MOST_MEGABYTES} MB, the most that is read; {_SMALLER}"
        raise BadInput([Problem(file, None, None, message)])
    return data
