"""Complementary slackness: what a plan keeps that loses no more than so much at some prices.

A plan's score is the bound of the prices less what it loses: by placements that are not the best of their
cell, by what it leaves unused of rows that have a price, and by other variables that are not at their better
end. So a plan that meets the bound has only the best placements, and uses up every row that has a price. One
that loses a point or two loses no more in any of these, nor in all together, and nobody's rotation does.
"""

from collections.abc import Iterator
from math import floor
from typing import Any

import numpy as np

from apprentices.planner.model.linear import Model, Origin, Terms
from apprentices.planner.model.matrix import Matrix, Part
from apprentices.planner.parameters import using
from apprentices.planner.search.column_generation import Prices, Sift
from apprentices.planner.search.lagrangian_bound import Exactly
from apprentices.rules.limits import Heads


def losing(points: float, matrix: Matrix, prices: Prices, looked_at: Any, lean: bool) -> Part:
    """The programme of all plans that lose so many points at the most, and of no other.

    `looked_at` is the mask of the placements that they may have; `lean`: the prices are those of a
    relaxation without implied rows.
    """
    placed = matrix.cell_of >= 0
    others = np.where(placed, 0.0, prices.reduced)
    near = matrix.within(*_used_up(matrix.lower, matrix.upper, others, points))
    near.low, near.high = _used_up(matrix.low, matrix.high, prices.duals, points)
    near = near.coming_to(prices.exact - points)
    return near.part(~placed | (looked_at & (prices.reduced >= -points)), lean=lean)


def meeting(bound: int, sift: Sift, prices: Prices, among_all: bool) -> tuple[Part, bool]:
    """The programme of plans that lose so little at the prices that they meet a bound; and whether all such
    plans are in it, or only those of what the prices were found with.
    """
    points = prices.exact - bound + using().near
    could = prices.reduced >= -points
    every = among_all or sift.looks_at_all or could.sum() <= using().meeting_among
    return losing(points, sift.matrix, prices, could if every else sift.chosen, sift.is_lean), every


def losing_in_whole(
    points: float, matrix: Matrix, whole: Exactly, model: Model, other: Model
) -> list[tuple[Terms, int]]:
    """Rows that plans keep that lose so many points at the most in whole rotations of `model`, in terms of
    another model with placements of it: nobody alone loses more, and no seat that has a price.
    """
    return [*_alone(points, matrix, whole, model, other), *_seats(points, whole, model, other)]


def _alone(
    points: float, matrix: Matrix, whole: Exactly, model: Model, other: Model
) -> Iterator[tuple[Terms, int]]:
    """Halves of rotations, which relaxations mix, mostly lose more."""
    scale, person = using().dual_scale, matrix.person_of
    worth = np.rint(whole.worth * scale)
    alone = (person >= 0) & (matrix.cell_of < 0)
    reach = np.maximum(worth * matrix.upper, worth * matrix.lower)[alone]
    spare = np.bincount(person[alone], reach, minlength=matrix.people) + len(matrix.cycles)  # for rounding
    least = np.floor((whole.best - points) * scale - spare)
    terms: dict[str, Terms] = {who: [] for who in model.problem.free}
    for cell, own in other.x.items():
        terms[cell[0]] += [(x, -int(worth[model.x[cell][code]])) for code, x in own.items()]
    return ((own, -int(most)) for own, most in zip(terms.values(), least, strict=True))


def _seats(points: float, whole: Exactly, model: Model, other: Model) -> Iterator[tuple[Terms, int]]:
    """As many of the seats of each limit that has a price are taken."""
    prices = {id(limit): whole.duals[row] for row, limit in _crowded(model)}
    for row, limit in _crowded(other):
        if (price := prices.get(id(limit), 0.0)) > using().near:
            least = other.row_upper[row] - floor(points / price + using().near)
            yield [(variable, -1) for variable in other.variables_of(row)], -least


def _crowded(model: Model) -> Iterator[tuple[int, Heads]]:
    """The rows of seats, each with its limit."""
    for row, origin in enumerate(model.origins):
        limit = origin.limit if isinstance(origin, Origin) else None
        if isinstance(limit, Heads) and model.factors[model.starts[row]] > 0:  # else of the fewest people
            yield row, limit


def _used_up(low: Any, high: Any, prices: Any, points: float) -> tuple[Any, Any]:
    """Whole numbers between such bounds that are no further from the better one than can be afforded; where
    a price is next to nothing, anything can.
    """
    near = using().near
    spare = np.floor(points / np.maximum(abs(prices), near) + near)
    return (
        np.where(prices > near, np.maximum(low, high - spare), low),
        np.where(prices < -near, np.minimum(high, low + spare), high),
    )
