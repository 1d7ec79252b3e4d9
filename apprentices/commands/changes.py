"""Commands about changes: every one by whom and when, taking one back, putting it back."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from shlex import quote

import click

from apprentices.commands.command import NUMBER, Command
from apprentices.commands.exits import DONE, NO
from apprentices.commands.printing import counted, print_json, print_table, say
from apprentices.commands.session import Session
from apprentices.deeds import told
from apprentices.errors import NeedsNaming
from apprentices.rules.words import count
from apprentices.store import Event
from apprentices.workspace import Workspace


@click.command("history", cls=Command, example="history --limit 20")
@click.option("--limit", type=NUMBER, help="Only the newest so many.")
@click.pass_obj
def history_command(session: Session, limit: int | None) -> None:
    """List every change, the newest first."""
    with session.workspace() as workspace:
        events = workspace.history(limit)
        name_of = cache(workspace.name_of)
        said = [told(event.deed, name_of) for event in events]
    if session.json:
        print_json({"events": [_event_json(event, words) for event, words in zip(events, said, strict=True)]})
        return
    if not events:
        say("Nothing has been changed yet.")
        return
    print_table(
        ["event", "when", "who", "what", "rows", ""],
        [
            [
                str(event.id),
                f"{event.at.astimezone():%Y-%m-%d %H:%M}",
                event.actor,
                words,
                str(event.changes),
                ", ".join(_remarks(event)),
            ]
            for event, words in zip(events, said, strict=True)
        ],
    )


def _remarks(event: Event) -> Iterator[str]:
    if event.holidays:
        yield f"and {count(event.holidays, 'bank holiday')}"
    if event.undone:
        yield "undone"


@click.command("undo", cls=Command, example="undo 12")
@click.argument("event", type=NUMBER, required=False)
@click.pass_obj
def undo_command(session: Session, event: int | None) -> int:
    """Take back a change: EVENT of the history, else your own newest.

    An import has to be named: without EVENT it is only told what would go. Publications and restored backups
    can't be taken back. Refused, changing nothing, when something it touched has been changed again since.
    """
    with session.workspace() as workspace:
        try:
            _report(session, workspace, workspace.undo(event))
        except NeedsNaming as error:
            _tell_how_to_name(session, workspace, error)
            return NO
    return DONE


def _tell_how_to_name(session: Session, workspace: Workspace, error: NeedsNaming) -> None:
    tables = Counter(change.table for change in workspace.changes(error.event.id))
    there = f" --db {quote(str(session.db))}" if session.db else ""
    say(f"{error} Nothing was changed.", err=True)
    say(f"It holds {', '.join(f'{number} of {table}' for table, number in tables.items())}.", err=True)
    say(f"To take all of it back: apprentices undo {error.event.id}{there}", err=True)


@click.command("redo", cls=Command, example="redo")
@click.pass_obj
def redo_command(session: Session) -> None:
    """Put back what you took back last."""
    with session.workspace() as workspace:
        _report(session, workspace, workspace.redo())


def _report(session: Session, workspace: Workspace, event: Event) -> None:
    counts = workspace.counts()
    if session.json:
        conflicts, warnings = counts or (None, None)
        made = _event_json(event, workspace.told(event))
        print_json({"event": made, "conflicts": conflicts, "warnings": warnings})
        return
    say(workspace.told_as_sentence(event))
    if counts is None:
        say("The draft could not be judged: `apprentices check` says why.")
    else:
        say(f"The draft has {counted(*counts)}.")


def _event_json(event: Event, said: str) -> dict[str, object]:
    return {
        "event": event.id,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "kind": event.kind,
        "label": said,
        "undoes": event.undoes,
        "undone": event.undone,
        "changes": event.changes,
        "bank_holidays": event.holidays,
    }
