"""Which figures are hidden, on tables small enough to be worked out by hand."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apprentices.measures.circulation import Circulation
from apprentices.measures.hiding import Count, hidden
from tests.apprentices.measures.attack import fewest

ROW = ("A", "B", "C")


def one_row(*values: int, people: tuple[int, ...] | None = None) -> tuple[dict, list]:  # type: ignore[type-arg]
    """A measure over hosts that add up to all; behind a figure are as many people as it says, or as told."""
    figures = [*values, sum(values)]
    behind = people or tuple(figures)
    columns = [*ROW[: len(values)], "all"]
    counts = {("m", c): Count(v, p) for c, v, p in zip(columns, figures, behind, strict=True)}
    return counts, [{("m", c): -1 if c == "all" else 1 for c in columns}]


def names(found: frozenset[tuple[str, str]]) -> str:
    return " ".join(sorted(column for _, column in found))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((5, 6, 7), ""),  # nothing is small
        ((0, 6, 7), ""),  # nobody is nobody
        ((3, 6, 7), "A B"),  # alone, A is 16 - 13; with the smaller of the others it is 0 to 9
        ((3, 0, 7), "A C"),  # B (0) can only rise: with it A would be 0 to 3, never 4
        ((3, 2, 7), "A B"),  # 5 together, so each may be any of 0 to 5
        ((2, 1, 7), "A B C"),  # 3 together: neither could be 4
        ((1, 1, 0), "A B all"),  # all three are small
    ],
)
def test_a_row_of_hosts(values: tuple[int, ...], expected: str) -> None:
    counts, sums = one_row(*values)
    assert names(hidden(counts, sums)) == expected


def test_people_count_where_a_figure_is_of_something_else() -> None:
    # 12 assignments of 3 people are hidden; so is B, with whose 20 it may be 0 to 32, half and one and a half
    # times 12 (6 to 18) included. The 30 of C would do, but tell more.
    counts, sums = one_row(12, 20, 30, people=(3, 9, 9, 20))
    assert names(hidden(counts, sums)) == "A B"
    # With 5 in B, A would be 0 to 17, not 18: C has to go.
    counts, sums = one_row(12, 5, 30, people=(3, 5, 9, 15))
    assert names(hidden(counts, sums)) == "A C"


def test_parts_and_their_whole_guard_each_other() -> None:
    """Two hosts, ten people each, all kept but 2 at A and none at B.

        told A 10, B 10, all 20;  kept A 8, B 10, all 18;  not kept A 2, B 0, all 2

    2 stands twice, at A and in all, and they are the same as long as B's 0 is shown. Either could be found
    from told - kept: so kept at A and in all go too, and these four do: kept A + not kept A = 10, and
    anything from 0 to 10 fits.
    """
    columns = ("A", "B", "all")
    values = {"told": (10, 10, 20), "kept": (8, 10, 18), "not_kept": (2, 0, 2)}
    counts = {(m, c): Count(v, v) for m, row in values.items() for c, v in zip(columns, row, strict=True)}
    sums = [{(m, c): -1 if c == "all" else 1 for c in columns} for m in values]
    sums += [{("told", c): 1, ("kept", c): -1, ("not_kept", c): -1} for c in columns]
    assert hidden(counts, sums) == {(m, c) for m in ("kept", "not_kept") for c in ("A", "all")}


def test_a_figure_in_three_sums_is_refused() -> None:
    cell = ("m", "A")
    with pytest.raises(ValueError, match="does not lead"):
        Circulation({cell: 1}, [{cell: 1}, {cell: 1}, {cell: -1}])


SMALL = st.sampled_from((0, 0, 1, 2, 3, 4, 5, 6, 9, 14))


@settings(max_examples=10)
@given(st.lists(st.tuples(SMALL, SMALL), min_size=2, max_size=3))
def test_no_smaller_choice_guards_the_same(parts: list[tuple[int, int]]) -> None:
    """Every smaller choice is tried, by the outside model with all others fixed as shown."""
    columns = [*ROW[: len(parts)], "all"]
    rows = {"kept": [one for one, _ in parts], "not_kept": [other for _, other in parts]}
    rows["told"] = [one + other for one, other in parts]
    figures = {m: [*row, sum(row)] for m, row in rows.items()}
    values = {(m, c): v for m, row in figures.items() for c, v in zip(columns, row, strict=True)}
    sums = [{(m, c): -1 if c == "all" else 1 for c in columns} for m in rows]
    sums += [{("told", c): 1, ("kept", c): -1, ("not_kept", c): -1} for c in columns]
    counts = {cell: Count(value, value) for cell, value in values.items()}
    guarded = {cell: count.range for cell, count in counts.items() if count.is_of_few}
    found = hidden(counts, sums)
    assert guarded.keys() <= found
    assert len(found) == fewest(values, guarded, sums)
    graph = Circulation(values, sums)
    moves = [
        (cell, end - values[cell]) for cell, ends in guarded.items() for end in ends if end != values[cell]
    ]
    others = sorted(found - guarded.keys())
    for fewer in combinations(others, max(0, len(others) - 1)):
        if others:
            there = {*guarded, *fewer}
            assert any(graph.in_the_way(there, cell, by) is not None for cell, by in moves)
