"""How SQLite keeps a change until it is whole: in a write-ahead log (WAL) or a rollback journal (DELETE).

A write-ahead log is faster, and nobody waits for a writer. But it is for programs on one computer, and SQLite
up to 3.51.2 can damage a database that has one when two programs write and tidy it up in the same moment.
"""

import sqlite3
from pathlib import Path
from typing import NamedTuple

MOUNTS = Path("/proc/mounts")
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "9p", "afs", "fuse.sshfs", "fuse.smbnetfs"}
)


class Mode(NamedTuple):
    """The journal mode that a database should have, as `PRAGMA journal_mode` says it, and why."""

    name: str
    why: str
    shared: bool = False  # on a network share


def wal_is_safe(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Is the fault with resetting a write-ahead log mended in this version of SQLite?"""
    branches = ((3, 44, 6), (3, 50, 7))  # in which it was mended too
    return version >= (3, 51, 3) or any(
        version[:2] == mended[:2] and version >= mended for mended in branches
    )


def mode_for(path: Path) -> Mode:
    """The journal mode that a database at that path should have."""
    if on_network(path):
        return Mode("delete", "it is on a network share, where a write-ahead log can't be used", shared=True)
    if not wal_is_safe():
        why = (
            f"SQLite {sqlite3.sqlite_version} can damage a database with a write-ahead log that two programs "
            "use at once (mended in 3.51.3, 3.50.7 and 3.44.6)"
        )
        return Mode("delete", why)
    return Mode("wal", "readers and a writer do not wait for each other")


def on_network(path: Path, mounts: Path = MOUNTS) -> bool:
    """Is the file on a network share, where other computers may open it too?"""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # not Linux
        return False
    place = str(path.resolve())
    longest, found = 0, ""
    for line in lines:
        mount, kind = line.split(" ")[1:3]
        folder = mount.replace("\\040", " ").rstrip("/") + "/"
        if place.startswith(folder) and len(folder) >= longest:
            longest, found = len(folder), kind
    return found in NETWORK
