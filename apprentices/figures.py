"""The user's own dated figures: what rules are given over the shipped ones of `rules/data/`."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from apprentices.bounds import NOTE
from apprentices.columns import Column, Kind, Row, Table, row_class


@row_class
class RuleData(Row):
    """A dated figure that the user gives to rules, over the shipped one of the same kind, item and day."""

    kind: Annotated[str, Column(Kind.TEXT, "What kind of figure, such as pay.")]
    item: Annotated[str, Column(Kind.TEXT, "Which of that kind, such as 18-20.")]
    from_on: Annotated[date | None, Column(Kind.DATE, "First day on which it holds; empty: always.")] = None
    value: Annotated[Decimal | None, Column(Kind.HOURS, "The figure; empty where the date is all.")] = None
    source: Annotated[str | None, Column(Kind.TEXT, "Where it is published.", longest=NOTE)] = None
    checked_on: Annotated[date | None, Column(Kind.DATE, "Day on which it was last compared.")] = None


# Kept beside the programme and not in its folder: hosts exchange programmes, each knows its own rates.
RULE_DATA = Table("rule_data", RuleData, ("kind", "item", "from_on"), "The user's own dated figures.")
