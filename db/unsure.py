"""Looking whether a change was saved, when what happened at its end leaves that open."""

from contextlib import closing

from apprentices.errors import DatabaseUnusable
from db import journal, problems
from db.connection import Connection, connect, read

_FOUND = {
    True: "The change was saved",
    False: "Nothing was changed",
    None: problems.UNTOLD,
}


def was_saved(conn: Connection, event: journal.Mark | None) -> bool | None:
    """Does what that connection wrote up to this event (None: nothing) stand? None where it can't be told.

    A new connection looks: the one that wrote may hold what the disk does not.
    """
    if event is None:
        return False
    try:
        with closing(connect(conn.path, "ro", conn.busy_seconds)) as fresh:
            if fresh.identity != conn.identity:
                return None
            with read(fresh):
                return journal.stands(fresh, event)
    except DatabaseUnusable:
        return None


def told(conn: Connection, event: journal.Mark | None, also: str = "") -> problems.Unsure:
    """The error for a person: what became of the change, as far as a look tells, and what goes with that."""
    return problems.Unsure(conn.path, _FOUND[was_saved(conn, event)] + also)
