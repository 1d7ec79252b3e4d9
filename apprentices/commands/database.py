"""Commands about the database itself: where it lies, whether it is well, copies of it and back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from apprentices import __version__
from apprentices.commands.advice import said
from apprentices.commands.command import Command
from apprentices.commands.printing import print_json, print_table, say
from apprentices.commands.session import PROGRAM, Session
from apprentices.errors import UsageError
from apprentices.rules.words import count

if TYPE_CHECKING:
    from db.doctor import Check


@click.command("info", cls=Command, example="info")
@click.pass_obj
def info_command(session: Session) -> None:
    """Say where the database and the program's files lie, and how they are kept."""
    told = _facts(session)
    if session.json:
        print_json(told)
        return
    words = {name.replace("_", " "): value for name, value in told.items() if value is not None}
    print_table(["", ""], [[name, str(value)] for name, value in words.items()])


def _facts(session: Session) -> dict[str, object]:
    import sqlite3

    from platformdirs import user_data_path, user_state_path

    from db.doctor import facts
    from db.modes import mode_for

    path = session.path.absolute()
    found, mode = facts(path), mode_for(path)
    return {
        "program": __version__,
        "sqlite": sqlite3.sqlite_version,
        "database": str(path),
        "problem": found.problem,
        "layout": found.layout,
        "permissions": found.permissions,
        "journal_mode": found.journal_mode,
        "journal_mode_wanted": mode.name,
        "journal_mode_why": mode.why,
        "data_folder": str(user_data_path(PROGRAM, appauthor=False)),
        "config_file": str(session.config),
        "state_folder": str(user_state_path(PROGRAM, appauthor=False)),
    }


@click.command("doctor", cls=Command, example="doctor")
@click.pass_context
def doctor_command(context: click.Context) -> int:
    """Look the database over: file, layout, pages, references, and the history against what is there.

    Changes nothing. Exit code 0 when all is well, 1 when something is wrong, 3 when it can't be used.
    """
    from db.doctor import examine

    session: Session = context.obj
    checks = list(examine(session.path))
    if session.json:
        print_json(
            {
                "database": str(session.path),
                "checks": [{"check": c.name, "state": c.state.value, "says": _says(c)} for c in checks],
            }
        )
    else:
        for check in checks:
            say(f"{_MARKS[check.state.value]} {check.name}: {_says(check)}")
    return max(_CODES[check.state.value] for check in checks)


def _says(check: "Check") -> str:
    """What a check says; of what every command would end with, the same advice."""
    return " ".join(said(check.error)) if check.error else check.says


_MARKS = {"well": " ", "wrong": "!", "unusable": "!"}
_CODES = {"well": 0, "wrong": 1, "unusable": 3}


@click.command("backup", cls=Command, example="backup programme-2026-11-26.db")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace FILE if it is there.")
@click.pass_obj
def backup_command(session: Session, file: Path, overwrite: bool) -> None:
    """Copy the database to FILE, whole and checked, also while programs have it open.

    FILE can be read by you alone. `apprentices restore FILE` brings it back.
    """
    from contextlib import closing

    from db import backup
    from db.opening import look
    from db.problems import missing

    if file.exists() and not overwrite:
        raise UsageError(f"{file} is already there: --overwrite replaces it. Nothing was copied.")
    conn, layout = look(session.path)
    with closing(conn):
        if layout == 0:
            raise missing(session.path)
        backup.save(conn, file, overwrite=overwrite)
    size = file.stat().st_size
    if session.json:
        print_json({"database": str(session.path), "backup": str(file), "bytes": size})
    else:
        say(f"Copied {session.path} to {file} ({size:,} bytes), and checked the copy.")


@click.command("restore", cls=Command, example="restore programme-2026-11-26.db")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def restore_command(session: Session, file: Path) -> None:
    """Put a backup in the place of the database, also while programs have that open.

    The backup is checked first. What it replaces is kept beside the database; a damaged one too, with all
    that belongs to it.
    """
    from db.actor import default_actor
    from db.restoring import restore

    done = restore(session.path, file, default_actor())
    if session.json:
        print_json(
            {
                "database": str(session.path),
                "restored": str(file),
                "kept": done.kept and str(done.kept),
                "changes": done.changes,
                "as_of": done.as_of and done.as_of.isoformat(),
            }
        )
        return
    as_of = f", as of {done.as_of.astimezone():%Y-%m-%d %H:%M}" if done.as_of else ""
    say(f"Restored {file} to {session.path}{as_of} ({count(done.changes, 'change')} in the history).")
    if done.kept:
        say(f"What was there is kept in {done.kept}; `apprentices restore` with that file brings it back.")
