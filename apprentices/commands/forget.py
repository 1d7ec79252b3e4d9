"""Personal data: forget somebody everywhere, and tell who is past the period for which people are kept."""

import sys
from pathlib import Path

import click

from apprentices.calendar import say as say_day
from apprentices.commands.command import Command, Line
from apprentices.commands.exits import DONE, NO
from apprentices.commands.printing import print_json, print_table, say, say_wrapped
from apprentices.commands.session import Session
from apprentices.errors import UsageError
from apprentices.forgetting import Held, find_anybody, finish, forget, held
from apprentices.retaining import MONTHS, Past, Retention, Unneeded, retention
from apprentices.rules.words import count, join
from apprentices.workspace import Workspace

_IN_THE_WAY = (
    "Another program has the database open and stands in the way: free space and logs may still hold what "
    "was erased. `apprentices forget --finish` clears them once the others have closed it."
)


@click.command("forget", cls=Command, example='forget A01 --by "Ruth Adeyemi" --why "Asked for it"')
@click.argument("apprentice", required=False)
@click.option("--by", type=Line(), metavar="NAME", help="Who decides it.")
@click.option("--why", type=Line(), metavar="TEXT", help="The reason; kept, so it must not name the person.")
@click.option("--yes", is_flag=True, help="Do not ask for the name again; scripts need it.")
@click.option("--finish", is_flag=True, help="Only clear free space and logs, where that was interrupted.")
@click.pass_obj
def forget_command(
    session: Session, apprentice: str | None, by: str | None, why: str | None, yes: bool, finish: bool
) -> int:
    """Erase a person everywhere: tables, history, publications, what was said, what parcels told.

    Counts stay: a code such as forgotten-1 stands in the person's place, with cycle and placement. It can't
    be undone, and nor can what concerned them. Digests that no longer match are told by `doctor`. Backups and
    files made before still hold the person, and so do other hosts. Exit code 1 where the name that is asked
    for differs, or other programs keep the file from being cleared.
    """
    if finish == (apprentice is not None):
        raise UsageError("Name an apprentice, or say --finish.")
    with session.workspace() as workspace:
        if apprentice is None:
            return _finish(session, workspace)
        return _forget(session, workspace, find_anybody(workspace, apprentice), by or "", why or "", yes)


def _finish(session: Session, workspace: Workspace) -> int:
    is_done = finish(workspace)
    if session.json:
        print_json({"cleared": is_done})
    else:
        say("Free space and logs are cleared." if is_done else _IN_THE_WAY, err=not is_done)
    return DONE if is_done else NO


def _forget(session: Session, workspace: Workspace, code: str, by: str, why: str, yes: bool) -> int:
    found = held(workspace, code)
    if not yes and not _is_meant(found):
        say("That is not the name: nothing was changed.", err=True)
        return NO
    done = forget(workspace, code, by, why)
    copies = _copies(session.path)
    if session.json:
        pseudonym = done.event.deed.codes["apprentice"]
        told = {"pseudonym": pseudonym, "event": done.event.id, "cleared": done.swept}
        mentions = [one._asdict() for one in found.mentions]
        print_json(told | {"rows": found.rows, "mentions": mentions, "copies": list(map(str, copies))})
    else:
        _tell(workspace.told_as_sentence(done.event), found, copies)
    if not done.swept:
        say(_IN_THE_WAY, err=True)
    return DONE if done.swept else NO


def _is_meant(found: Held) -> bool:
    """Ask for the name again. Raises `UsageError` where nobody is there to answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "Without a terminal to ask on, forgetting somebody needs --yes. Nothing was changed."
        )
    say(f"{found.name} ({found.apprentice}): {_rows_in_words(found)}. This can't be undone.", err=True)
    typed: str = click.prompt("Type the name to forget this person", default="", show_default=False, err=True)
    return " ".join(typed.split()).casefold() == found.name.casefold()


def _rows_in_words(found: Held) -> str:
    return join(f"{number} in {table}" for table, number in found.rows.items()) or "nothing is kept"


def _tell(what: str, found: Held, copies: list[Path]) -> None:
    say_wrapped(what)
    say_wrapped(f"Erased: {_rows_in_words(found)}.")
    if found.mentions:
        say("These hold a part of the name, or the code, and stay as they are. Look at them:")
        print_table(["table", "row", "column", "text"], [list(one) for one in found.mentions])
    say_wrapped(
        "Backups, exports, packs, letters and parcels made before still hold the person, and other hosts' "
        "copies do: delete or mend them. To restore such a backup, or take in such a parcel, brings the "
        "person back."
    )
    for copy in copies:
        say(f"Kept by a restore: {copy}")


def _copies(path: Path) -> list[Path]:
    """What restores have kept beside the database."""
    return sorted(path.parent.glob(f"{path.name}.replaced-*"))


@click.command("retention", cls=Command, example="retention")
@click.pass_obj
def retention_command(session: Session) -> None:
    """List who is past the period for which people are kept, and clearances no longer needed.

    The period is the setting retention_months, counted from the last day of the practical period; none is
    shipped. Clearances are listed once they have expired, or the apprenticeship is over.
    """
    with session.workspace() as workspace:
        found = retention(workspace)
    if session.json:
        print_json(
            {
                "months": found.months,
                "past": list(map(_past_json, found.past)),
                "clearances": list(map(_clearance_json, found.clearances)),
            }
        )
    else:
        _print_people(found)
        _print_clearances(found)


def _print_people(found: Retention) -> None:
    if found.months is None:
        say_wrapped(
            "How long people are kept is not known: the program knows no period that the law sets. Set your "
            f"own as {MONTHS} in settings.csv, and import it."
        )
    elif not found.past:
        say(f"Nobody is past {count(found.months, 'month')} after the apprenticeship.")
    else:
        say(f"Past {count(found.months, 'month')} after the apprenticeship; `apprentices forget` erases:")
        rows = [[one.person.apprentice, one.person.name, *_days(one)] for one in found.past]
        print_table(["apprentice", "name", "status", "ended", "past since"], rows)


def _days(one: Past) -> list[str]:
    return [one.person.status, say_day(one.person.ends_on), say_day(one.since)]


def _print_clearances(found: Retention) -> None:
    if not found.clearances:
        say("No clearance is past its need.")
        return
    say("Clearances that nobody needs any more; an import with --replace removes them:")
    rows = [
        [one.clearance.apprentice, one.name, one.clearance.clearance, one.why] for one in found.clearances
    ]
    print_table(["apprentice", "name", "clearance", "why"], rows)


def _past_json(one: Past) -> dict[str, str]:
    person = one.person
    days = {"ended": person.ends_on.isoformat(), "past_since": one.since.isoformat()}
    return {"apprentice": person.apprentice, "name": person.name, "status": person.status, **days}


def _clearance_json(one: Unneeded) -> dict[str, str | None]:
    row, until = one.clearance, one.clearance.expires_on
    return {
        "apprentice": row.apprentice,
        "clearance": row.clearance,
        "host": row.host,
        "expires_on": until.isoformat() if until else None,
        "why": one.why,
    }
