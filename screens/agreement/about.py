"""Where one host stands with one cycle, in full."""

from collections.abc import Iterator
from datetime import date

from apprentices.agreement.escalation import sponsor_said
from apprentices.agreement.standing import Standing, in_words
from apprentices.calendar import say
from apprentices.programme import Cycle
from apprentices.rules.words import count
from apprentices.signing import (
    moved_in_words,
    open_request,
    standing,
    standings,
    stands_in_words,
    told_to,
)
from apprentices.statements import Statement
from apprentices.text import with_capital
from apprentices.workspace import Workspace
from screens.shared.looks import CONFLICT, host_looks
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import Phrase, phrase
from screens.shared.words import days_short

_MOST = 30  # people whose moves are told one by one


def about_standing(workspace: Workspace, one: Standing) -> list[Paragraph]:
    """The host, the cycle, and how they stand."""
    host = workspace.programme.hosts[one.host]
    look = host_looks(workspace.programme)[one.host]
    lead = f"HR lead {host.hr_lead}" if host.hr_lead else "HR lead not known"
    contact = f", {host.contact}" if host.contact else ""
    who = [
        phrase((f"{look.symbol} ", look.colour), (host.name, "bold"), f" ({one.host})"),
        phrase(f"Sponsor: {sponsor_said(host)}"),
        phrase(f"{lead}{contact}"),
    ]
    cycle, come = cycle_of(workspace, one), len(told_to(workspace, one.host, one.cycle))
    what = [
        phrase((f"{cycle.cycle}: {days_short(cycle.starts_on, cycle.ends_on)}", "bold")),
        *([phrase(count(come, "person comes", "people come"))] if come else []),
        phrase((in_words(standings(workspace, one.cycle), workspace.today), "$text-muted")),
    ]
    return [
        Paragraph(tuple(what), pressing=True),
        Paragraph(tuple(_said(workspace, one)), joined=False, pressing=True),
        Paragraph(tuple(who)),
    ]


def _said(workspace: Workspace, one: Standing) -> Iterator[Phrase]:
    """What was said about it, and what moved since."""
    if one.signed:
        yield phrase(("Signed", "bold"), f" by {_by(one.signed)}.{_note(one.signed.note)}")
    if one.moved:
        yield phrase((f"{CONFLICT} ", "bold $text-error"), ("Changed since:", "bold $text-error"))
        yield from (phrase(f"  {moved}") for moved in moved_in_words(workspace, one, _MOST))
        if len(one.moved) > _MOST:
            yield phrase(f"  and {len(one.moved) - _MOST} more")
    withdrawn = workspace.statements.withdrawn.get((one.host, one.cycle))
    if withdrawn:
        yield phrase(f"Its sign-off was withdrawn by {_by(withdrawn)}: {withdrawn.why}")
    if escalation := open_request(workspace, one):
        words = escalation.in_words(sponsor_said(workspace.programme.hosts[one.host]))
        yield phrase((f"{with_capital(words)}.", "$text-warning"), _note(escalation.request.note))
    elif one.signed is None:
        yield phrase(_unsigned(one))


def _unsigned(one: Standing) -> str:
    if not one.asked_of:
        return "Nobody comes: it need not sign."
    return "Not signed, and not asked." if one.heard else "Not told here: it tells the lead host alone."


def _by(said: Statement) -> str:
    role = f", {said.role}," if said.role else ""
    return f"{said.by}{role} on {say(said.on)}"


def _note(note: str | None) -> str:
    return f" “{note}”" if note else ""


def cycle_of(workspace: Workspace, one: Standing) -> Cycle:
    """The cycle that it is about."""
    return workspace.programme.cycles[workspace.board.cycle_index[one.cycle]]


def who_comes(workspace: Workspace, one: Standing) -> str:
    """Who comes to a host in a cycle, a line each, and what has moved since it signed."""
    rows = told_to(workspace, one.host, one.cycle)
    lines = [
        f"{row.name} ({row.apprentice}): {row.team} ({row.placement}){_days(row.starts_on, row.ends_on)}"
        for row in rows
    ]
    moved = moved_in_words(workspace, one)
    changed = ["", "Changed since it was signed:", *moved] if moved else []
    return "\n".join([*(lines or ["Nobody comes."]), *changed])


def stands_aloud(workspace: Workspace, host: str, cycle: str) -> str:
    """Where a host stands with a cycle, in few words that are read aloud."""
    one = standing(workspace, host, cycle)
    return stands_in_words(workspace, one) if one.signed or one.request or one.asked_of else "nobody comes"


def _days(first: date | None, last: date | None) -> str:
    return f", {days_short(first, last)}" if first and last else ""
