"""Curves in braille: where they are drawn, and that they can be told apart without colour."""

import pytest

from screens.plan.plot import BLANK, Curve, draw

SCORE = Curve("score", [(1.0, 10), (5.0, 20)], "blue")
BOUND = Curve("at most", [(1.0, 40), (9.0, 30)], "red", dashed=True)


def drawn(*curves: Curve, width: int = 60, height: int = 12) -> list[str]:
    return [line.plain for line in draw(curves, width, height, 10.0)]


def dots(line: str) -> int:
    return sum((ord(sign) - BLANK).bit_count() for sign in line if BLANK <= ord(sign) < BLANK + 256)


def test_values_seconds_and_names_stand_at_the_axes() -> None:
    lines = drawn(SCORE, BOUND)
    assert lines[0].startswith("40 ┤")
    assert lines[-3].startswith("10 ┤")
    assert lines[-1].rstrip().endswith("10 s")
    assert sum("score 20" in line for line in lines) == 1
    assert sum("at most 30" in line for line in lines) == 1
    assert len(lines) == 12
    assert all(len(line) <= 60 for line in lines)


def test_nothing_is_drawn_before_the_first_value() -> None:
    top = drawn(Curve("score", [(5.0, 10)], ""), width=60)
    first = min(index for line in top for index, sign in enumerate(line) if dots(sign))
    assert 25 <= first <= 30  # the middle of the room between axis and name


def test_a_dashed_curve_has_half_the_dots_of_a_whole_one() -> None:
    level = [(0.0, 10)]
    whole = sum(map(dots, drawn(Curve("a", level, ""))))
    dashed = sum(map(dots, drawn(Curve("a", level, "", dashed=True))))
    assert dashed == pytest.approx(whole / 2, abs=2)


def test_names_keep_out_of_each_others_way_and_in_the_order_of_their_values() -> None:
    lines = drawn(Curve("score", [(0.0, 10)], ""), Curve("at most", [(0.0, 40), (5.0, 10)], "", dashed=True))
    score = next(row for row, line in enumerate(lines) if "score 10" in line)
    bound = next(row for row, line in enumerate(lines) if "at most 10" in line)
    assert score != bound


@pytest.mark.parametrize(("width", "height"), [(23, 12), (60, 3), (0, 0)])
def test_where_there_is_no_room_nothing_is_drawn(width: int, height: int) -> None:
    assert drawn(SCORE, width=width, height=height) == []


def test_without_values_nothing_is_drawn() -> None:
    assert drawn(Curve("score", [], "")) == []
