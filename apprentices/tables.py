"""Every table that a store keeps: those of the programme folder, and what is kept beside it."""

from datetime import date as day
from typing import Annotated

from apprentices.columns import Column, Kind, Row, Table, row_class
from apprentices.figures import RULE_DATA
from apprentices.programme import TABLES
from apprentices.scenario import SCENARIO
from apprentices.shared import EXCHANGED
from apprentices.statements import STATEMENTS


@row_class
class BankHoliday(Row):
    """A day on which nobody works."""

    date: Annotated[day, Column(Kind.DATE, "The day.")]
    name: Annotated[str, Column(Kind.TEXT, "Its name.")]


BANK_HOLIDAYS = Table("bank_holidays", BankHoliday, ("date",), "Days on which nobody works.")
_LATER = (*EXCHANGED, SCENARIO)
KEPT = {table.name: table for table in (*TABLES, BANK_HOLIDAYS, RULE_DATA, *STATEMENTS, *_LATER)}
ASIDE = frozenset(table.name for table in _LATER)  # read when they are asked for, and not with all others
