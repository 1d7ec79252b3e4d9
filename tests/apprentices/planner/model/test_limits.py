"""Every kind of limit that rules hand out becomes rows of the linear model."""

from typing import get_args

import pytest

from apprentices.board import Board
from apprentices.planner.model.build import build
from apprentices.planner.model.limits import ROWS, SEATS, UnknownLimit
from apprentices.planner.problem import Problem
from apprentices.programme import Programme, SettingRow
from apprentices.rules.catalogue import RULES
from apprentices.rules.limits import RowLimit, SeatLimit
from tests.apprentices.planner.boards import BEFORE_ALL
from tests.apprentices.planner.programmes import empty, tables
from tests.build import HOLIDAYS


def test_a_rule_the_planner_cannot_express_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = next(iter(ROWS))
    monkeypatch.delitem(ROWS, kind)  # type: ignore[arg-type]
    with pytest.raises(UnknownLimit, match="The planner can't express what PLAN-REPEAT asks"):
        build(empty("12x4x9"))


def test_every_kind_of_limit_can_be_expressed() -> None:
    assert set(ROWS) == set(get_args(RowLimit))
    assert set(SEATS) == set(get_args(SeatLimit))


def test_every_rule_of_the_catalogue_can_bind_the_planner() -> None:
    rows = dict(tables("pilot"))
    rows["settings"] = [
        *rows["settings"],
        *(SettingRow(setting=f"rule.{rule}.severity", value="conflict") for rule in RULES),
    ]
    made = Board(Programme.of(rows, HOLIDAYS), rows["assignments"])
    assert build(Problem(made, BEFORE_ALL)).row_upper
