"""What hosts agree to: sign-offs, requests for them, and where each host stands with each cycle."""

from datetime import date
from typing import Any

import click

from apprentices.agreement.escalation import sponsor_said
from apprentices.agreement.standing import Standing, in_words
from apprentices.calendar import say as day_said
from apprentices.commands.codes import CYCLES, HOSTS
from apprentices.commands.command import Command, Day, Group, Line
from apprentices.commands.printing import print_json, recorded, say, say_wrapped
from apprentices.commands.session import Session
from apprentices.exchange.parcels.keys import own_host
from apprentices.names import find_cycle, find_host, find_host_and_cycle
from apprentices.rules.words import count, cycle_name, host_name
from apprentices.signing import (
    ask,
    moved_in_words,
    not_signed,
    numbered,
    open_request,
    sign,
    standings,
    told_to,
    withdraw,
)
from apprentices.statements import SignOff
from apprentices.text import natural
from apprentices.told import Told
from apprentices.workspace import Workspace

_BY = click.option("--by", type=Line(), required=True, metavar="NAME", help="Who says it.")
_ROLE = click.option("--role", type=Line(), metavar="TEXT", help="In which role.")
_NOTE = click.option("--note", type=Line(), metavar="TEXT", help="A note that stays with it.")


class _SignOffGroup(Group):
    """`signoff HOST CYCLE` is short for `signoff sign HOST CYCLE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not set(args[:1]) & {*self.commands, *ctx.help_option_names}:
            args = ["sign", *args]
        return super().parse_args(ctx, args)


@click.group(
    "signoff",
    cls=_SignOffGroup,
    epilog='Example: apprentices signoff ELFT C2 --by "Parveen Lodhia"',
    options_metavar="[HOST CYCLE] [OPTIONS]",
)
def signoff_command() -> None:
    """Record that a host agrees to a cycle as it stands, or withdraw that.

    `signoff HOST CYCLE --by NAME` signs, `signoff withdraw N --by NAME --why …` withdraws.
    """


@signoff_command.command(
    "sign", example='signoff ELFT C2 --by "Parveen Lodhia" --role "Chief People Officer"'
)
@click.argument("host", metavar="HOST", shell_complete=HOSTS)
@click.argument("cycle", metavar="CYCLE", shell_complete=CYCLES)
@_BY
@_ROLE
@_NOTE
@click.pass_obj
def sign_(session: Session, host: str, cycle: str, by: str, role: str | None, note: str | None) -> None:
    """Sign a cycle for a host, exactly as it stands in the draft. The same as `signoff HOST CYCLE`.

    Says what is agreed to. A host may agree to have nobody. As soon as anything of it changes, the sign-off
    is stale, and `check` and `signoffs` name what moved.
    """
    with session.workspace() as workspace:
        place = find_host_and_cycle(workspace.programme, host, cycle)
        own = own_host(session.path)
        made = sign(workspace, *place, by, role, note, own)
        rows, name = told_to(workspace, *place), host_name(workspace.programme, made.host)
    travels = own in (None, made.host)
    if session.json:
        about = {"host": made.host, "cycle": made.cycle, "people": len(rows), "travels": travels}
        print_json(_signed_json(made) | about)
    else:
        say(f"{by} signed {made.cycle} for {name}: {count(len(rows), 'person comes', 'people come')}.")
        for row in sorted(rows, key=lambda row: natural(row.apprentice)):
            say_wrapped(_coming(row))
        if not travels:
            say_wrapped(recorded(own, made.host))


@signoff_command.command(
    "withdraw", example='signoff withdraw 3 --by "Parveen Lodhia" --why "Signed in error"'
)
@click.argument("which", metavar="N")
@_BY
@_ROLE
@click.option("--why", type=Line(), required=True, metavar="TEXT", help="The reason.")
@click.pass_obj
def withdraw_(session: Session, which: str, by: str, role: str | None, why: str) -> None:
    """Withdraw a sign-off, by its number or code in `signoffs`, or a request, by its code. Both stay kept.

    Where hosts exchange parcels, each withdraws its own; the lead host may record what another one says.
    """
    with session.workspace() as workspace:
        own = own_host(session.path)
        made = withdraw(workspace, which, by, why, role, own)
        host = next((one.host for one in workspace.statements.signoffs if one.statement == made.ends), own)
    travels = own in (None, host)
    if session.json:
        print_json({"statement": made.statement, "ends": made.ends, "by": by, "why": why, "travels": travels})
    else:
        say(f"{by} withdrew {made.ends}.")
        if not travels:
            say_wrapped(recorded(own, host))


@click.command("request", cls=Command, example='request ELFT C2 --by "Ruth Adeyemi"')
@click.argument("host", metavar="HOST", shell_complete=HOSTS)
@click.argument("cycle", metavar="CYCLE", shell_complete=CYCLES)
@_BY
@click.option("--due", type=Day(), metavar="DATE", help="The day by which an answer is due; else in 7 days.")
@_NOTE
@click.pass_obj
def request_command(
    session: Session, host: str, cycle: str, by: str, due: date | None, note: str | None
) -> None:
    """Record that a host was asked to sign a cycle, which starts the clock.

    Once an answer is overdue `check` and `signoffs` say that a reminder is due, and from the fifteenth day
    that a decision paper for the host's sponsor is. Nothing is ever approved by time running out.
    """
    with session.workspace() as workspace:
        made = ask(
            workspace,
            *find_host_and_cycle(workspace.programme, host, cycle),
            by,
            due,
            note,
            own_host(session.path),
        )
    if session.json:
        asked = {"statement": made.statement, "host": made.host, "cycle": made.cycle, "by": by}
        print_json(asked | {"on": made.on.isoformat(), "due_on": made.due_on.isoformat()})
    else:
        say(f"{made.host} is asked to sign {made.cycle}; an answer is due on {day_said(made.due_on)}.")


@click.command("signoffs", cls=Command, example="signoffs --cycle C2")
@click.option("--host", metavar="H", help="Only this host.")
@click.option("--cycle", metavar="C", help="Only this cycle. Default: those that are not over.")
@click.pass_obj
def signoffs_command(session: Session, host: str | None, cycle: str | None) -> None:
    """Tell where each host stands with each cycle: signed, changed since, asked, or not signed."""
    with session.workspace() as workspace:
        programme = workspace.programme
        only = host and find_host(programme, host)
        wanted = cycle and find_cycle(programme, cycle)
        cycles = [
            one
            for one in programme.cycles
            if wanted in (None, one.cycle) and (wanted or one.ends_on >= workspace.today)
        ]
        found = [
            (one, [there for there in standings(workspace, one.cycle) if only in (None, there.host)])
            for one in cycles
        ]
        if session.json:
            print_json({"signoffs": [_json(workspace, there) for _, all_ in found for there in all_]})
            return
        for one, there in found:
            say(f"{cycle_name(one)}: {in_words(there, workspace.today)}", bold=True)
            for standing in there:
                _tell(workspace, standing)
    if not found:
        say("Every cycle is over.")


def _coming(row: Told) -> str:
    days = f", {day_said(row.starts_on)} to {day_said(row.ends_on)}" if row.starts_on and row.ends_on else ""
    return f"{row.apprentice} {row.name}: {row.team} ({row.placement}){days}"


def _tell(workspace: Workspace, one: Standing) -> None:
    signed = one.signed
    if signed:
        number = numbered(workspace)[signed.statement]
        role = f", {signed.role}," if signed.role else ""
        said = f"signed by {signed.by}{role} on {day_said(signed.on)} (number {number})"
        moved = "; ".join(moved_in_words(workspace, one))
        say_wrapped(f"{one.host}: {said}" + (f". Changed since: {moved}." if moved else "."))
    withdrawn = workspace.statements.withdrawn.get((one.host, one.cycle))
    if withdrawn:
        words = f"its sign-off was withdrawn by {withdrawn.by} on {day_said(withdrawn.on)}"
        say_wrapped(f"{one.host}: {words}: {withdrawn.why}")
    asked = open_request(workspace, one)
    if asked:
        words = asked.in_words(sponsor_said(workspace.programme.hosts[one.host]))
        say_wrapped(f"{one.host}: {words} (request {asked.request.statement}).")
    elif signed is None:
        say_wrapped(f"{one.host}: {not_signed(one) if one.asked_of else 'nobody comes'}.")


def _json(workspace: Workspace, one: Standing) -> dict[str, Any]:
    asked = open_request(workspace, one)
    sponsor = sponsor_said(workspace.programme.hosts[one.host])
    withdrawn = workspace.statements.withdrawn.get((one.host, one.cycle))
    return {
        "host": one.host,
        "cycle": one.cycle,
        "state": _state(one),
        "signed": one.signed
        and _signed_json(one.signed) | {"number": numbered(workspace)[one.signed.statement]},
        "withdrawn": withdrawn and {"by": withdrawn.by, "on": withdrawn.on.isoformat(), "why": withdrawn.why},
        "moved": moved_in_words(workspace, one),
        "asked": asked
        and {
            "statement": asked.request.statement,
            "by": asked.request.by,
            "on": asked.request.on.isoformat(),
            "due_on": asked.request.due_on.isoformat(),
            "stage": asked.stage.value,
            "days": asked.days,
            "decision_on": asked.decision_on.isoformat(),
            "sponsor": sponsor,
        },
    }


def _state(one: Standing) -> str:
    if one.signed:
        return "stale" if one.moved else "signed"
    if not one.asked_of:
        return "nobody"
    return "missing" if one.heard else "not-told"


def _signed_json(signed: SignOff) -> dict[str, Any]:
    return {
        "statement": signed.statement,
        "by": signed.by,
        "role": signed.role,
        "on": signed.on.isoformat(),
        "note": signed.note,
        "digest": signed.digest,
    }
