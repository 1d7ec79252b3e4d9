"""The dated figures: shipped files, the user's own over them, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from apprentices.figures import RuleData
from apprentices.rules.catalogue import RULES
from apprentices.rules.data import KINDS, Data, check_row, lacks_a_day, row_name, shipped
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
    (figure("pay", "adults", APRIL, "11.40"), "no item of pay; an item is `apprentice`, or an age"),
    (figure("pay", "18-20", None, "11.40"), "needs the first day"),
    (figure("pay", "18-20", APRIL, None), "needs a value"),
    (figure("wages", "18-20", APRIL, "1"), 'no kind of figures "wages"; choose pay, living-wage, duration'),
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


# The most of each figure: what a week, a percentage, an age, ten years of days and the field for hours of the
# Apprenticeship Service can hold.
@pytest.mark.parametrize(("kind", "item", "most"), [
    ("pay", "apprentice", 1_000), ("pay", "23+", 1_000), ("living-wage", "london", 1_000),
    ("duration", "months", 240), ("duration", "part-time-weeks", 1_040), ("duration", "part-time-hours", 168),
    ("off-the-job", "hours-a-week", 168), ("off-the-job", "part-time-hours", 168),
    ("off-the-job", "part-time-percent", 100), ("off-the-job", "leave-days", 260),
    ("off-the-job", "least-hours", 9_999), ("off-the-job", "ST0070", 9_999),
    ("breaks", "absence-days", 3_660), ("breaks", "gap-days", 3_660), ("breaks", "withdrawal-days", 3_660),
    ("starts", "training-plan-days", 3_660), ("starts", "unit-weeks", 3_660), ("starts", "unit-age", 100),
    ("starts", "english-maths-age", 100), ("starts", "level-7-age", 100),
    ("starts", "foundation-age-supported", 100), ("training", "fire", 1_200),
])  # fmt: skip
def test_the_most_that_a_figure_may_be(kind: str, item: str, most: int) -> None:
    assert check_row(figure(kind, item, APRIL, str(most))) is None
    assert check_row(figure(kind, item, APRIL, "0")) is None
    assert check_row(figure(kind, item, APRIL, str(most + 1))) == f"{most + 1} is more than {most:,}."
    assert check_row(figure(kind, item, APRIL, "-1")) == "-1 is less than 0."


# A standard is two capitals and one to thirty letters or digits; a training subject 1 to 100 characters.
@pytest.mark.parametrize(("kind", "item", "fits"), [
    ("off-the-job", "ST1", True), ("off-the-job", "ST" + 30 * "9", True), ("off-the-job", "ST", False),
    ("off-the-job", "ST" + 31 * "9", False), ("training", 100 * "x", True), ("training", 101 * "x", False),
])  # fmt: skip
def test_how_long_an_item_may_be(kind: str, item: str, fits: bool) -> None:
    assert (check_row(figure(kind, item, APRIL, "9")) is None) is fits


@pytest.mark.parametrize(("row", "shown"), [
    (figure("k" * 40 + "l", "x", APRIL, "1"), f'"{"k" * 40}"'),
    (figure("pay", "i" * 40 + "j", APRIL, "1"), f'"{"i" * 40}"'),
])  # fmt: skip
def test_of_a_long_word_the_first_forty_characters_are_shown(row: RuleData, shown: str) -> None:
    assert shown in (check_row(row) or "")


@pytest.mark.parametrize(("kind", "dated"), [
    ("pay", True), ("living-wage", True), ("off-the-job", True), ("withdrawn", True), ("closed", True),
    ("duration", False), ("breaks", False), ("starts", False), ("training", False),
])  # fmt: skip
def test_which_figures_need_a_first_day(kind: str, dated: bool) -> None:
    assert lacks_a_day(RuleData(kind=kind, item="any")) is dated
    assert not lacks_a_day(RuleData(kind=kind, item="any", from_on=APRIL))


@pytest.mark.parametrize(("row", "wrong"), [
    (figure("pay", "23+", date(1899, 12, 31), "1"), "31 December 1899 is not in the years 1900 to 2199."),
    (figure("pay", "apprentice", date(1900, 1, 1), "1"), None),
    (figure("pay", "apprentice", date(2199, 12, 31), "1"), None),
    (figure("pay", "apprentice", date(2200, 1, 1), "1"), "1 January 2200 is not in the years 1900 to 2199."),
    (figure("pay", "apprentice", APRIL, "NaN"), "NaN is not a figure."),
    (figure("pay", "apprentice", APRIL, "Infinity"), "Infinity is not a figure."),
    (figure("pay", "apprentice", None, "1"), "A figure of pay needs the first day on which it holds."),
    (figure("pay", "apprentice", APRIL, None), "A figure of pay needs a value: pounds an hour."),
    (figure("withdrawn", "ST0070", APRIL, "1"), "A row of withdrawn has no value: the day is all."),
    (RuleData(kind="training", item="fire", value=Decimal(1), checked_on=date(2200, 1, 1)), "1 January 2200"),
    (RuleData(kind="training", item="fire", value=Decimal(1), source="A\nB"), "The source holds"),
])  # fmt: skip
def test_what_is_wrong_with_a_figure(row: RuleData, wrong: str | None) -> None:
    assert (check_row(row) is None) if wrong is None else (check_row(row) or "").startswith(wrong)


def test_only_what_is_out_of_bounds_is_left_aside() -> None:
    beyond, fine = figure("training", "fire", None, "1201"), figure("training", "other", None, "1200")
    data = Data([beyond, fine])
    assert list(data.unusable()) == [(beyond, "1201 is more than 1,200.")]
    assert (data.value("training", "fire", APRIL), data.value("training", "other", APRIL)) == (24, 1_200)


# The last day of one is the day before the next: known to 31 March and 30 April 2027.
def test_what_is_published_every_year_is_awaited_a_year_after_the_last() -> None:
    assert Data().awaited("living-wage") == [("london", date(2027, 5, 1))]
    assert ("apprentice", date(2027, 4, 1)) in Data().awaited("pay")
    assert not {"21-22", "23+"} & {item for item, _ in Data().awaited("pay")}  # ended in 2024
    assert Data().awaited("duration") == []


def test_figures_have_names() -> None:
    assert row_name(figure("pay", "18-20", APRIL, "1")) == "pay 18-20 from 1 April 2026"
    assert row_name(figure("training", "fire", None, "1")) == "training fire"
