"""`measures`: the shared figures, as a table, bars, CSV or JSON."""

from datetime import date
from decimal import Decimal
from typing import Any

import click

from apprentices.calendar import YEARS, Days
from apprentices.calendar import say as in_words
from apprentices.commands.command import Command, Day
from apprentices.commands.printing import print_csv, print_json, print_table, say, say_wrapped
from apprentices.commands.session import Session
from apprentices.errors import UsageError
from apprentices.measures.tables import HIDDEN, Row, Table, bar
from apprentices.names import find_host

_BAR = 40  # the longest, in columns


@click.command("measures", cls=Command, example="measures --from 2026-04-01 --to 2027-03-31")
@click.option("--host", metavar="H", help="Only this host's column.")
@click.option("--from", "first", type=Day(), help="First day of the period.")
@click.option("--to", "last", type=Day(), help="Last day of the period.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), help="Default: table; json with --json."
)
@click.option("--bars", is_flag=True, help="Draw a bar for each host, under each measure.")
@click.pass_obj
def measures_command(
    session: Session, host: str | None, first: date | None, last: date | None, form: str | None, bars: bool
) -> None:
    """Tell the shared measures by host: who came and left, seats, pay, wishes, moves, cost.

    Counted one way for all hosts; each says how beside its figures. Counts of fewer than five people are
    hidden, and the fewest others from which they could be worked out. Without days, for the year of
    public-sector returns that today is in, 1 April to 31 March.
    """
    from apprentices.measuring import measured

    if bars and (form or session.json) not in (None, False, "table"):
        raise UsageError("Bars are for people: choose one of --bars and another format.")
    period = _period(first, last, session.today)
    with session.workspace() as workspace:
        table = measured(workspace, period)
        if host:
            table = table.only(find_host(workspace.programme, host, table.hosts))
    _print(table, "json" if session.json else form or "table", bars)


def _period(first: date | None, last: date | None, today: date) -> Days:
    """The days that are asked for; what is left out is of the year that the other is in, or today."""
    from apprentices.measuring import year_of

    for day in (first, last):
        if day is not None and day.year not in YEARS:
            raise UsageError(f"{in_words(day)} is not in the years {YEARS[0]} to {YEARS[-1]}.")
    usual = year_of(first or last or today)
    period = Days(first or usual.first, last or usual.last)
    if period.last < period.first:
        raise UsageError("The period ends before it begins.")
    return period


def _print(table: Table, form: str, bars: bool) -> None:
    if form == "json":
        print_json(_as_json(table))
    elif form == "csv":
        from apprentices.exchange.figures import sheet

        print_csv(sheet(table))
    elif bars:
        _print_bars(table)
    else:
        _print_table(table)


def _as_json(table: Table) -> dict[str, Any]:
    return {
        "from": table.period.first.isoformat(),
        "to": table.period.last.isoformat(),
        "columns": list(table.columns),
        "notes": list(table.notes),
        "measures": [_row_json(row) for row in table.rows],
    }


def _row_json(row: Row) -> dict[str, Any]:
    shown = {column: figure for column, figure in row.figures.items() if figure is not HIDDEN}
    return {
        "measure": row.measure.id,
        "title": row.measure.title,
        "unit": row.measure.unit.value,
        "by": row.measure.by.value,
        "definition": row.measure.definition,
        "source": row.measure.source or None,
        "figures": {
            column: float(figure) if isinstance(figure, Decimal) else figure
            for column, figure in shown.items()
        },
        "hidden": [column for column in row.figures if column not in shown],
    }


def _print_table(table: Table) -> None:
    say(f"{table.period}", bold=True)
    lines = [[row.measure.title, *map(row.written, table.columns), row.measure.unit] for row in table.rows]
    print_table(["", *table.columns, ""], lines)
    say("")
    for line in table.legend:
        say(line)
    say("How they are counted", bold=True)
    for row in table.rows:
        say_wrapped(f"{row.measure.title}: {row.measure.definition}")


def _print_bars(table: Table) -> None:
    say(f"{table.period}", bold=True)
    for row in table.rows:
        say(f"{row.measure.title} ({row.measure.unit})", bold=True)
        say_wrapped(row.measure.definition)
        print_table(["host", "figure", ""], ([c, row.written(c), bar(row, c, _BAR)] for c in row.figures))
    for line in table.legend:
        say(line)
