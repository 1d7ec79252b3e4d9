"""The dated figures: shipped files, the user's own over them, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from apprentices.figures import RuleData
from apprentices.rules.catalogue import RULES
from apprentices.rules.data import KINDS, Data, check_row, row_name, shipped
from tests.build import figure, fresh

APRIL = date(2026, 4, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_row_has_a_source_and_is_of_its_kind(kind: str) -> None:
    rows = shipped(kind)
    assert all(row.source and not row.own and row.kind == kind for row in rows)
    own = [RuleData(kind=row.kind, item=row.item, from_on=row.from_on, value=row.value) for row in rows]
    # Without a figure are the bands of ages that ended when there was one of 21 and over.
    ended = [row for row in own if row.kind == "pay" and row.value is None]
    assert [row.item for row in ended] == ["21-22", "23+"] * (kind == "pay")
    assert [check_row(row) for row in own if row not in ended] == [None] * (len(rows) - len(ended))


def test_every_kind_is_used_by_a_rule_and_every_rule_uses_a_kind_there_is() -> None:
    # Who is responsible for the funding is asked for what follows from a rule.
    assert {kind for rule in RULES.values() for kind in rule.data} == set(KINDS) - {"bodies"}


@pytest.mark.parametrize(("day", "value"), [
    (date(2023, 3, 31), None), (date(2023, 4, 1), "5.28"), (date(2026, 3, 31), "7.55"), (APRIL, "8.00"),
    (date(2030, 1, 1), "8.00"),
])  # fmt: skip
def test_the_latest_row_that_has_begun_holds(day: date, value: str | None) -> None:
    assert Data().value("pay", "apprentice", day) == (value and Decimal(value))
    row = Data().on("pay", "apprentice", day)
    assert (row is None) is (value is None)


def test_rows_without_a_first_day_hold_always() -> None:
    assert Data().value("duration", "months", date(1990, 1, 1)) == 12
    assert Data().value("duration", "months", date(2025, 7, 31)) == 12
    assert Data().value("duration", "months", date(2025, 8, 1)) == 8


def test_the_users_own_rows_lie_over_the_shipped_ones() -> None:
    own = [
        figure("pay", "apprentice", APRIL, "8.10"),
        figure("pay", "apprentice", date(2027, 4, 1), "8.50"),
        figure("pay", "25+", date(2027, 4, 1), "13.20"),
        figure("training", "fire", None, "36"),
        RuleData(kind=fresh("duration"), item="months", from_on=APRIL, value=Decimal(9), source="A letter"),
    ]
    data = Data(own)
    assert data.value("pay", "apprentice", APRIL) == Decimal("8.10")
    assert data.value("pay", "apprentice", date(2027, 3, 31)) == Decimal("8.10")
    assert data.value("pay", "apprentice", date(2027, 4, 1)) == Decimal("8.50")
    assert data.value("pay", "18-20", APRIL) == Decimal("10.85")
    assert data.value("training", "fire", APRIL) == 36
    rows = data.rows("pay")
    assert [(row.item, row.from_on) for row in rows if row.own] == [
        ("apprentice", APRIL), ("apprentice", date(2027, 4, 1)), ("25+", date(2027, 4, 1)),
    ]  # fmt: skip
    assert len(rows) == len(shipped("pay")) + 2
    assert data.rows("pay") is rows
    assert [row.source for row in data.rows("duration") if row.own] == ["A letter"]
    assert [row.source for row in rows if row.own] == ["", "", ""]


@pytest.mark.parametrize(("row", "wrong"), [
    (figure("pay", "18-20", APRIL, "11.40"), None),
    (figure("pay", "23+", APRIL, "11.40"), None),
    (figure("pay", "19", APRIL, "11.40"), None),
    (figure("pay", "adults", APRIL, "11.40"), "no item of pay"),
    (figure("pay", "18-20", None, "11.40"), "needs the first day"),
    (figure("pay", "18-20", APRIL, None), "needs a value"),
    (figure("wages", "18-20", APRIL, "1"), "no kind of figures"),
    (figure("living-wage", "london", APRIL, "15"), None),
    (figure("living-wage", "leeds", APRIL, "15"), "no item"),
    (figure("duration", "months", None, "8"), None),
    (figure("off-the-job", "ST0070", APRIL, "400"), None),
    (figure("off-the-job", "st0070", APRIL, "400"), "no item"),
    (figure("withdrawn", "ST0070", APRIL, None), None),
    (figure("withdrawn", "ST0070", APRIL, "1"), "has no value"),
    (figure("withdrawn", "ST0070", None, None), "needs the first day"),
    (figure("training", "fire", None, "24"), None),
    (figure("training", "Fire!", None, "24"), "no item"),
])  # fmt: skip
def test_what_the_user_may_give(row: RuleData, wrong: str | None) -> None:
    said = check_row(row)
    assert said is None if wrong is None else wrong in (said or "")


def test_figures_have_names() -> None:
    assert row_name(figure("pay", "18-20", APRIL, "1")) == "pay 18-20 from 1 April 2026"
    assert row_name(figure("training", "fire", None, "1")) == "training fire"
