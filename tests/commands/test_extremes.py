"""Whatever is accepted can be judged: each bound of columns, settings, parameters and figures, one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from apprentices.board import Board
from apprentices.calendar import YEARS, bank_holidays
from apprentices.columns import Column, Kind, Table
from apprentices.exchange.cells import write_cell
from apprentices.exchange.programme_files import export_programme
from apprentices.exchange.read import read
from apprentices.exchange.rows import read_row
from apprentices.figures import RULE_DATA, RuleData
from apprentices.planner.problem import Problem, Scope
from apprentices.programme import TABLES, Programme, SettingRow
from apprentices.rules.catalogue import RULES, check_rule_setting
from apprentices.rules.checker import Checker
from apprentices.rules.data import KINDS, check_row
from apprentices.rules.judging import has_raised
from apprentices.score import Score
from apprentices.settings import SETTINGS
from fixtures import PILOT
from tests.build import TODAY, publication
from tests.commands.conftest import Program

NUMBERS = (Kind.WHOLE, Kind.POINTS, Kind.HOURS, Kind.MONEY)
FIRST, LAST = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
Rows = dict[str, Sequence[Any]]


@cache
def pilot() -> Rows:
    """The demo programme with at least one row in each table."""
    rows: Rows = {**read([PILOT]).tables}
    return rows


@cache
def holidays() -> dict[date, str]:
    return bank_holidays(range(2026, 2030))


def judge(rows: Rows) -> None:
    """Every rule can judge the rows; so can the score, and the planner can ask about them."""
    programme = Programme.of(rows, holidays())
    board = Board(programme, rows["assignments"])
    checker = Checker(board, TODAY, publication(board))
    assert [f.problem for f in checker.findings() if has_raised(f) or f.rule == "PLAN-SETTINGS"] == []
    assert isinstance(Score(checker.facts, board).total, int)
    problem = Problem(board, TODAY, None, Scope())
    assert problem.free is not None


def bounds(column: Column) -> tuple[Any, ...]:
    """The least and the most that the column takes."""
    if column.kind is Kind.DATE:
        return (FIRST, LAST)
    if column.kind in NUMBERS:
        exact = (lambda n: n) if column.kind in (Kind.WHOLE, Kind.POINTS) else Decimal
        return (exact(column.least), exact(column.most or 0))
    return ()


def extremes() -> Iterator[Any]:
    for table in TABLES:
        columns = [column for column in table.columns if bounds(column)]
        for at in (0, 1):
            for column in columns:
                yield pytest.param(
                    table, {column.name: bounds(column)[at]}, id=f"{table.name}.{column.name}-{at}"
                )
            if columns:
                values = {column.name: bounds(column)[at] for column in columns}
                yield pytest.param(table, values, id=f"{table.name}-all-{at}")
        days = [column.name for column in columns if column.kind is Kind.DATE]
        if len(days) > 1:  # as long as can be
            values = {
                name: FIRST if name in ("starts_on", "issued_on", "opens_on") else LAST for name in days
            }
            yield pytest.param(table, values, id=f"{table.name}-long")


def is_accepted(table: Table, row: Any) -> bool:
    cells = {c.name: write_cell(c.kind, getattr(row, c.name)) for c in table.columns}
    return read_row(table, cells, check_rule_setting)[0] == row


@pytest.mark.parametrize(("table", "values"), list(extremes()))
def test_every_extreme_of_a_column_can_be_judged(table: Table, values: dict[str, Any]) -> None:
    rows = pilot()
    changed = [replace(row, **values) for row in rows[table.name]]
    accepted = [new for new in changed if is_accepted(table, new)]
    kinds = {column.name: column.kind for column in table.columns}
    if all(kinds[name] in NUMBERS for name in values) and table.name != "requirements":
        assert accepted == changed  # (fewest cycles are not above the most)
    if not all(new in accepted for new in changed):  # of some only, so that nobody is lost
        changed = [
            new if new in accepted else old for new, old in zip(changed, rows[table.name], strict=True)
        ]
    judge({**rows, table.name: changed})


@pytest.mark.parametrize("setting", [s for s in SETTINGS if not isinstance(s.default, str | bool)])
@pytest.mark.parametrize("at", ["least", "most"])
def test_every_extreme_of_a_setting_can_be_judged(setting: Any, at: str) -> None:
    value = str(getattr(setting, at))
    judge({**pilot(), "settings": [SettingRow(setting=setting.key, value=value)]})


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.parameters], ids=lambda rule: rule.id
)
def test_every_extreme_of_a_parameter_can_be_judged(rule: Any) -> None:
    for parameter in rule.parameters:
        assert parameter.least <= parameter.default <= parameter.most
    ends = [(str(parameter.least), str(parameter.most)) for parameter in rule.parameters]
    for values in product(*ends):
        keys = [f"rule.{rule.id}.{parameter.key}" for parameter in rule.parameters]
        found = [SettingRow(setting=key, value=value) for key, value in zip(keys, values, strict=True)]
        assert all(check_rule_setting(row.setting, row.value) is None for row in found)
        judge({**pilot(), "settings": found})


ITEMS = {
    "pay": ("apprentice", "00", "99", "16-17", "99+"),
    "living-wage": ("london",),
    "duration": ("months", "part-time-weeks", "part-time-hours"),
    "off-the-job": (
        *("hours-a-week", "leave-days", "part-time-hours", "part-time-percent", "least-hours", "ST0070"),
    ),
    "withdrawn": ("ST0070",),
    "closed": ("ST0070",),
    "breaks": ("absence-days", "gap-days", "withdrawal-days"),
    "starts": (
        "training-plan-days",
        "unit-weeks",
        "unit-age",
        "english-maths-age",
        "level-7-age",
        "foundation-age",
    ),
    "training": ("fire", "other"),
    "bodies": ("the Agency",),
}


@pytest.mark.parametrize(("kind", "item"), [(kind, item) for kind, items in ITEMS.items() for item in items])
def test_every_extreme_of_a_dated_figure_can_be_judged(kind: str, item: str) -> None:
    assert set(ITEMS) == set(KINDS)
    for day, value in product((FIRST, LAST, None), (0, 100, 168, 240, 1_000, 1_200, 9_999, None)):
        figure = None if value is None else Decimal(value)
        row = RuleData(kind=kind, item=item, from_on=day, value=figure, checked_on=day)
        if check_row(row) is None:
            judge({**pilot(), RULE_DATA.name: [row]})
    for pattern, most in KINDS[kind].items.items():
        assert most >= 0, pattern


@pytest.mark.parametrize("at", [0, 1])
def test_every_command_works_on_numbers_at_their_bounds(program: Program, tmp_path: Path, at: int) -> None:
    rows = pilot()
    for table in TABLES:
        values = {c.name: bounds(c)[at] for c in table.columns if c.kind in NUMBERS}
        rows = {**rows, table.name: [replace(row, **values) for row in rows[table.name]]}
    export_programme(rows, tmp_path / "extreme")
    assert program("import", PILOT).code == 0
    assert program("import", tmp_path / "extreme").code == 0
    for words in (
        ["check"], ["board"], ["board", "--by", "host"], ["history"], ["rules"], ["rules", "data"],
        ["export", "programme", tmp_path / "out"], ["export", "rotations", "--by", "host"],
        ["plan", "--seconds", "1", "--dry-run"],
        ["undo", "2"], ["redo"], ["import", PILOT],
    ):  # fmt: skip
        assert program(*words).code in (0, 1), words
