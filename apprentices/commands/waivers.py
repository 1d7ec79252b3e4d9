"""Waivers: accept one finding, list what is accepted, end that."""

from datetime import date

import click

from apprentices.calendar import say as say_day
from apprentices.commands.command import Command, Day, Line, ListingGroup
from apprentices.commands.printing import print_json, print_table, recorded, said_by, say
from apprentices.commands.session import Session
from apprentices.errors import UsageError
from apprentices.exchange.parcels.keys import own_host
from apprentices.names import find_apprentice, find_cycle, find_host, find_placement, find_rule
from apprentices.programme import Programme
from apprentices.rules.catalogue import RULES, waived_at
from apprentices.rules.said import Name
from apprentices.waiving import Listed, Wanted, end_waiver, listed, prolong, stands, waive


@click.command(
    "waive",
    cls=Command,
    example='waive PLAN-REPEAT --apprentice A01 --cycle C3 --by "Ruth Adeyemi" --why "Her own wish" '
    "--until 2027-06-04",
)
@click.argument("rule_id", metavar="RULE")
@click.option("--apprentice", metavar="A", help="The person whom the finding is about.")
@click.option("--cycle", metavar="C", help="Its cycle.")
@click.option("--placement", metavar="P", help="Its placement.")
@click.option("--host", metavar="H", help="Its host.")
@click.option("--subject", type=Line(), metavar="TEXT", help="What else tells it apart, as its name has it.")
@click.option("--by", type=Line(), required=True, metavar="NAME", help="Who accepts it.")
@click.option("--role", type=Line(), metavar="TEXT", help="In which role.")
@click.option("--why", type=Line(), required=True, metavar="TEXT", help="The reason; it is kept and shown.")
@click.option("--until", type=Day(), required=True, metavar="DATE", help="The last day on which it holds.")
@click.pass_obj
def waive_command(
    session: Session,
    rule_id: str,
    apprentice: str | None,
    cycle: str | None,
    placement: str | None,
    host: str | None,
    subject: str | None,
    by: str,
    role: str | None,
    why: str,
    until: date,
) -> None:
    """Accept one finding, for a reason and until a day.

    What is waived is still told, and counts no more, for checker and planner alike; it stands again on the
    day after its last, and when it becomes worse than it is now (more people on the seats, say). As much has
    to be named as tells the finding from others; RULE may also be a finding's whole name, as this command
    tells it where several fit. Law on pay, hours, age and funding, clearances, safety and access can't be
    waived: `rules ID` says who may waive what.
    """
    with session.workspace() as workspace:
        wanted = (
            _named(rule_id)
            if "/" in rule_id
            else _about(workspace.programme, rule_id, apprentice, cycle, placement, host, subject)
        )
        own = own_host(session.path)
        made = waive(workspace, wanted, by=by, role=role, why=why, until=until, own=own)
        host = waived_at(made.finding, workspace.lead_host)
    travels = None in (own, host) or own == host
    if session.json:
        told = {"waiver": made.statement, "finding": made.finding, "until": made.until_on.isoformat()}
        print_json(told | {"travels": travels})
        return
    may = RULES[wanted.rule].waived_by
    say(f"Waived {made.finding} until {say_day(until)}, by {said_by(made)} ({made.statement}).")
    say(f"Who may waive {wanted.rule}: {may}.")
    if not travels:
        say(recorded(own, host))


def _named(text: str) -> Wanted:
    try:
        name = Name.read(text)
    except ValueError as error:
        raise UsageError(f"{str(error)[:200]}.") from error
    return Wanted(find_rule(RULES, name.rule), *name[1:])


def _about(
    known: Programme,
    rule: str,
    apprentice: str | None,
    cycle: str | None,
    placement: str | None,
    host: str | None,
    subject: str | None,
) -> Wanted:
    return Wanted(
        find_rule(RULES, rule),
        apprentice and find_apprentice(known, apprentice),
        cycle and find_cycle(known, cycle),
        placement and find_placement(known, placement),
        host and find_host(known, host),
        subject,
    )


@click.group("waivers", cls=ListingGroup, epilog="Example: apprentices waivers", options_metavar="[OPTIONS]")
def waivers_command() -> None:
    """List what is waived, by whom, why and until when; `waivers end` ends one.

    `waivers prolong` has one hold until a later day.
    """


@waivers_command.command("list", example="waivers list")
@click.pass_obj
def list_(session: Session) -> None:
    """List every waiver with how it stands: past its end, ended, fitting nothing any more …"""
    with session.workspace() as workspace:
        found = listed(workspace)
    if session.json:
        print_json({"waivers": [_json(number, one) for number, one in enumerate(found, 1)]})
    elif not found:
        say("Nothing has been waived.")
    else:
        header = ["number", "state", "finding", "by", "until", "why", "code"]
        print_table(header, [_line(number, one) for number, one in enumerate(found, 1)])


@waivers_command.command(
    "prolong",
    example='waivers prolong 1 --until 2027-09-03 --by "Ruth Adeyemi" --why "The team moves later"',
)
@click.argument("which", metavar="N")
@click.option("--until", type=Day(), required=True, metavar="DATE", help="The new last day.")
@click.option("--by", type=Line(), required=True, metavar="NAME", help="Who accepts it.")
@click.option("--role", type=Line(), metavar="TEXT", help="In which role.")
@click.option("--why", type=Line(), required=True, metavar="TEXT", help="The reason; it is kept and shown.")
@click.pass_obj
def prolong_command(session: Session, which: str, until: date, by: str, role: str | None, why: str) -> None:
    """Prolong a waiver that stands: another takes its place, and it stays in the list as ended.

    N is its number in the list, or its code. Once it is past its end, `waive` accepts anew what still stands.
    """
    with session.workspace() as workspace:
        own = own_host(session.path)
        made = prolong(workspace, which, by=by, why=why, until=until, role=role, own=own)
    if session.json:
        print_json({"waiver": made.statement, "finding": made.finding, "until": made.until_on.isoformat()})
    else:
        say(f"Prolonged {made.finding} until {say_day(until)}, by {said_by(made)} ({made.statement}).")


@waivers_command.command("end", example='waivers end 1 --by "Ruth Adeyemi" --why "The team has more seats"')
@click.argument("which", metavar="N")
@click.option("--by", type=Line(), required=True, metavar="NAME", help="Who ends it.")
@click.option("--role", type=Line(), metavar="TEXT", help="In which role.")
@click.option("--why", type=Line(), required=True, metavar="TEXT", help="The reason; it is kept and shown.")
@click.pass_obj
def end_command(session: Session, which: str, by: str, role: str | None, why: str) -> None:
    """End a waiver before its day: N is its number in the list, or its code."""
    with session.workspace() as workspace:
        made = end_waiver(workspace, which, by, why, role, own_host(session.path))
        finding = next(one.finding for one in workspace.statements.waivers if one.statement == made.ends)
        is_back = stands(workspace, finding)
    if session.json:
        print_json({"waiver": made.ends, "ended_by": made.by, "why": made.why})
    else:
        then = "what it accepted stands again" if is_back else "nothing stands again by that"
        say(f"Ended the waiver {made.ends}: {then}.")


def _line(number: int, one: Listed) -> list[str]:
    waiver = one.waiver
    state = f"{one.state} ({one.ending.by}: {one.ending.why})" if one.ending else str(one.state)
    until = waiver.until_on.isoformat()
    return [str(number), state, waiver.finding, said_by(waiver), until, waiver.why, waiver.statement]


def _json(number: int, one: Listed) -> dict[str, object]:
    waiver, ending = one.waiver, one.ending
    return {
        "number": number,
        "waiver": waiver.statement,
        "state": str(one.state),
        "finding": waiver.finding,
        "by": waiver.by,
        "role": waiver.role,
        "on": waiver.on.isoformat(),
        "from": waiver.from_on.isoformat(),
        "until": waiver.until_on.isoformat(),
        "excess": waiver.excess,
        "why": waiver.why,
        "ended": ending and {"by": ending.by, "on": ending.on.isoformat(), "why": ending.why},
    }
