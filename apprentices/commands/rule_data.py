"""`rules data`: the dated figures that rules go by, and the user's own over them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import click

from apprentices.bounds import NOTE
from apprentices.calendar import say
from apprentices.columns import Column, Kind
from apprentices.commands.command import Command, Day, Line
from apprentices.commands.printing import print_json, print_table
from apprentices.commands.session import Session
from apprentices.errors import DatabaseMissing, UsageError
from apprentices.exchange.cells import read_text, reader
from apprentices.exchange.wording import quoted
from apprentices.figures import RULE_DATA, RuleData
from apprentices.rule_settings import remove_figure, set_figure
from apprentices.rules.data import KINDS, Data, DataRow

ADD, REMOVE = "add", "remove"


@click.command("data", cls=Command, example="rules data pay add 18-20 11.40 --from 2027-04-01")
@click.argument("kind", metavar="[KIND]", required=False, type=click.Choice(list(KINDS)))
@click.argument("deed", metavar="[add|remove]", required=False, type=click.Choice([ADD, REMOVE]))
@click.argument("item", metavar="[ITEM]", required=False)
@click.argument("value", metavar="[VALUE]", required=False)
@click.option("--from", "from_on", type=Day(), metavar="DATE", help="First day on which it holds.")
@click.option("--source", type=Line(), metavar="TEXT", help="Where the figure is published.")
@click.option("--checked", type=Day(), metavar="DATE", help="Day on which you compared it. Default: today.")
@click.pass_obj
def data_command(
    session: Session,
    kind: str | None,
    deed: str | None,
    item: str | None,
    value: str | None,
    from_on: date | None,
    source: str | None,
    checked: date | None,
) -> None:
    """List the dated figures (rates, minimum lengths, hours), or give your own.

    KIND is pay, living-wage, duration, off-the-job, withdrawn, closed, breaks, starts, bodies or training.
    What is not known yet is listed with the day from which it will be asked for. `add` keeps your figure in
    the database, over the shipped one of the same item and day; `remove` takes it away again.
    """
    if deed is None:
        _show(session, kind)
        return
    if item is None:
        raise UsageError(f"Which item? For {kind}: {KINDS[kind or ''].item}.")
    with session.workspace() as workspace:
        if deed == REMOVE:
            remove_figure(workspace, kind or "", item, from_on)
        else:
            row = RuleData(
                kind=kind or "",
                item=item,
                from_on=from_on,
                value=_figure(KINDS[kind or ""].read_as, value),
                source=_source(source),
                checked_on=checked or workspace.today,
            )
            set_figure(workspace, row)
    _show(session, kind)


def _figure(kind: Kind, text: str | None) -> Decimal | None:
    try:
        return None if text is None else reader(RULE_DATA.name, Column(kind, ""))(text)
    except ValueError:
        raise UsageError(f"{quoted(text or '')} is not a figure; write it as 11.40.") from None


def _source(text: str | None) -> str | None:
    try:
        return read_text(NOTE, text) if text else None
    except ValueError as wrong:
        raise UsageError(f"The source {wrong}.") from None


def _show(session: Session, kind: str | None) -> None:
    try:
        with session.workspace() as workspace:
            data = Data(workspace.rows.get(RULE_DATA.name, ()))
    except DatabaseMissing:
        data = Data()
    kinds = [kind] if kind else list(KINDS)
    rows = [row for name in kinds for row in data.rows(name)]
    awaited = [(name, item, day) for name in kinds for item, day in data.awaited(name)]
    if session.json:
        not_known = [{"kind": name, "item": item, "from": day.isoformat()} for name, item, day in awaited]
        print_json({"data": [data_json(row) for row in rows], "not_known": not_known})
        return
    print_data(rows)
    if awaited:
        print_table(["not known yet", "item", "asked for from"], [[a, b, say(day)] for a, b, day in awaited])


def print_data(rows: Iterable[DataRow]) -> None:
    """Dated figures as a table, the user's own marked."""
    print_table(
        ["kind", "item", "from", "value", "source", "checked", ""],
        [
            [
                row.kind,
                row.item,
                say(row.from_on) if row.from_on else "always",
                "" if row.value is None else f"{row.value}",
                row.source or "no source given",
                say(row.checked_on) if row.checked_on else "not known",
                "your own" if row.own else "",
            ]
            for row in rows
        ],
    )


def data_json(row: DataRow) -> dict[str, object]:
    """A dated figure as scripts read it."""
    return {
        "kind": row.kind,
        "item": row.item,
        "from": row.from_on.isoformat() if row.from_on else None,
        "value": None if row.value is None else str(row.value),
        "source": row.source or None,
        "checked_on": row.checked_on.isoformat() if row.checked_on else None,
        "own": row.own,
    }
