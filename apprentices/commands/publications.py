"""Publications: freeze the draft, list what was published, tell what differs."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import click

from apprentices.agreement.differences import CHANGES, COMPARED, Difference, by_host, differences, in_words
from apprentices.commands.command import Command, Line
from apprentices.commands.printing import MARKS, print_json, print_table, say, say_wrapped
from apprentices.commands.session import Session
from apprentices.commands.told import DRAFT, publication, tell_what_was_kept, tell_who_was_forgotten
from apprentices.errors import UsageError
from apprentices.exchange.parcels.keys import own_host
from apprentices.handing_out import KEPT, HandOut, notice_in_words
from apprentices.news import News
from apprentices.publishing import publish
from apprentices.rules.said import Severity
from apprentices.rules.words import count, join
from apprentices.told import Head, Publication, Told, told_of
from apprentices.workspace import Workspace


@click.command("publish", cls=Command, example='publish --by "Ruth Adeyemi" --note "Agreed on 3 June"')
@click.option("--by", type=Line(), required=True, metavar="NAME", help="Who publishes.")
@click.option("--note", type=Line(), metavar="TEXT", help="A note that stays with the publication.")
@click.option(
    "--despite",
    is_flag=True,
    help="Publish although conflicts stand or sign-offs are missing; needs --why.",
)
@click.option(
    "--why", type=Line(), metavar="TEXT", help="The reason for --despite, kept with the publication."
)
@click.pass_obj
def publish_command(session: Session, by: str, note: str | None, despite: bool, why: str | None) -> None:
    """Freeze the draft as the next publication: what hosts and apprentices are told.

    Refused, with exit code 1, where nothing is told otherwise than before; and while conflicts stand, or
    hosts have not signed the cycles that they are told anew of and that are not over, unless --despite --why
    says why not to wait. Tells who has to be told what, and whose notice that breaks.
    Where hosts exchange parcels, only the lead host publishes.
    """
    if not by:
        raise UsageError("Say who publishes: --by needs a name.")
    if despite != (why is not None):
        raise UsageError("--despite and --why go together.")
    if why == "":
        raise UsageError("Say why not to wait: --why needs a reason.")
    with session.workspace() as workspace:
        made = publish(workspace, by, note, why, own_host(session.path))
        anew = HandOut(workspace, made)
    if session.json:
        print_json(_publication_json(made) | {"tell": list(map(_news_json, anew.news))})
        return
    say(f"Published as number {made.number}: {made.count} assignments.")
    if made.number == 1:
        say("All of it is new: every host and every apprentice has to be told.")
    else:
        _print_news(anew)


def _print_news(anew: HandOut) -> None:
    """Who has to be told what: first the hosts, then the apprentices."""
    for host in anew.changed_hosts:
        say(f"Tell {host}:", bold=True)
        for one in anew.news:
            if host in one.hosts:
                words = (
                    f"{one.row.cycle} {one.row.name or one.row.apprentice}: {in_words(one.difference, host)}"
                )
                _print_one(words, notice_in_words(one, host))
    for person in anew.changed_people:
        for one in anew.news:
            if one.row.apprentice == person:
                words = f"{one.row.cycle}: {in_words(one.difference, None)}"
                _print_one(f"Tell {one.row.name or person}, {words}", notice_in_words(one, None))


def _print_one(words: str, notice: str) -> None:
    is_broken = notice not in ("", KEPT)
    say_wrapped(f"{MARKS[Severity.WARNING]} {words}; {notice}." if is_broken else f"{words}.")


def _news_json(one: News) -> dict[str, Any]:
    broken = [{"host": whose, "weeks": weeks} for whose, weeks in one.broken.items()]
    return _change_json(one.difference) | {"asks_notice": one.asks_notice, "broken_notice": broken}


@click.command("publications", cls=Command, example="publications")
@click.pass_obj
def publications_command(session: Session) -> None:
    """List what was published, the newest first."""
    with session.workspace() as workspace:
        found = workspace.publications()
        made = [workspace.publication(head.number) for head in found]
    if session.json:
        print_json({"publications": [_publication_json(one) for one in made]})
    elif not found:
        say("Nothing has been published yet.")
    else:
        print_table(["number", "when", "by", "assignments", "note", "despite"], map(_line, found))
    for one in made:
        tell_who_was_forgotten(one)


def _line(one: Head) -> list[str]:
    when = f"{one.at.astimezone():%Y-%m-%d %H:%M}"
    return [str(one.number), when, one.by, str(one.count), one.note or "", one.despite or ""]


def _publication_json(made: Publication) -> dict[str, object]:
    return {
        "publication": made.number,
        "at": made.at.isoformat(),
        "by": made.by,
        "note": made.note,
        "despite": made.despite,
        "assignments": made.count,
        "codes_only": made.codes_only,
        "forgotten": made.forgotten,
    }


class _Side(NamedTuple):
    """One of the two that `diff` compares: as it was named, in words, and what is told."""

    word: str
    title: str
    rows: Sequence[Told]
    publication: Publication | None


@click.command("diff", cls=Command, example="diff 1 draft")
@click.argument("before", metavar="[FROM]", required=False)
@click.argument("after", metavar="[TO]", default=DRAFT)
@click.pass_obj
def diff_command(session: Session, before: str | None, after: str) -> None:
    """Tell what changes from one publication to another, or to the draft: moves, and what is told.

    FROM is the number of a publication (default: the latest), TO another or `draft` (the default). Compared
    are placement, host, team, site, supervisor, days, and the person's name, standard, employer and status. A
    move from one host to another stands under both.
    """
    with session.workspace() as workspace:
        one, two = _side(workspace, before or _latest(workspace)), _side(workspace, after)
    old = [side.publication for side in (one, two) if side.publication and side.publication.codes_only]
    found = differences(one.rows, two.rows, codes_only=bool(old))
    for codes in old:
        tell_what_was_kept(codes)
    for side in (one, two):
        tell_who_was_forgotten(side.publication)
    if session.json:
        sides = {"from": one.word, "to": two.word, "not_compared": list(COMPARED) if old else []}
        print_json(sides | {"changes": list(map(_change_json, found))})
    elif found:
        _print_differences(one, two, found)
    else:
        what = "No placement" if old else "Nothing"
        say(f"{what} differs between {one.word} and {two.word}.")


def _latest(workspace: Workspace) -> str:
    if workspace.published is None:
        raise UsageError("Nothing has been published yet, so there is nothing to compare with.")
    return str(workspace.published.number)


def _side(workspace: Workspace, word: str) -> _Side:
    if word.casefold() == DRAFT:
        told = told_of(workspace.programme, workspace.board.assignments())
        return _Side(word, "the draft", told, None)
    found = publication(workspace, word)
    return _Side(word, str(found), found.rows, found)


def _print_differences(one: _Side, two: _Side, found: Sequence[Difference]) -> None:
    say(f"From {one.title} to {two.title}:")
    for host, here in by_host(found).items():
        say(host or "Which host was not kept", bold=True)
        for difference in here:
            who = f"{difference.apprentice} {difference.name or ''}".rstrip()
            say_wrapped(f"{difference.cycle} {who}: {in_words(difference, host)}.")
    kinds = Counter(difference.change for difference in found)
    counts = join(f"{kinds[kind]} {kind}" for kind in CHANGES if kinds[kind])
    say(f"{count(len(found), 'cell differs', 'cells differ')}: {counts}.")


def _change_json(difference: Difference) -> dict[str, Any]:
    before, after = difference.before, difference.after
    return {
        "apprentice": difference.apprentice,
        "cycle": difference.cycle,
        "from": before and before.placement,
        "to": after and after.placement,
        "change": difference.change,
        "name": difference.name,
        "hosts": difference.hosts,
        "facts": {
            fact.name: {"from": _plain(fact.before), "to": _plain(fact.after)} for fact in difference.facts
        },
    }


def _plain(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
