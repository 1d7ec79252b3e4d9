"""Prices without a matrix as prices of the rows of a model: of seats, and of coming back to a placement.

Those of limits that whole rotations keep by themselves are left out; of a visit that comes after what has to
be first, what is paid for the visit stays, and what the first earned does not.
"""

from typing import Any

import numpy as np

from apprentices.planner.model.linear import Model, Origin
from apprentices.planner.search.dual import Dual, Prices
from apprentices.rules.limits import Heads, Times


def prices_of_rows(model: Model, dual: Dual, prices: Prices) -> Any:
    """A price for each row of a model of the dual's problem."""
    of_rows = np.zeros(len(model.row_upper))
    places, once = dual.arrays.seats.number, dual.arrays.once
    person, placement = _places(model, dual)
    for row, origin in enumerate(model.origins):
        if isinstance(origin, Origin) and isinstance(origin.limit, Heads):
            if id(origin.limit) in places and model.factors[model.starts[row]] > 0:
                of_rows[row] = prices.seats[places[id(origin.limit)]]
        elif isinstance(origin, Origin) and isinstance(origin.limit, Times):
            first = model.variables_of(row)[0]
            if placement[first] >= 0:
                visited = prices.once[person[first], once.placement == placement[first]].sum()
                of_rows[row] = prices.again[person[first], placement[first]] + visited
    return of_rows


def _places(model: Model, dual: Dual) -> tuple[Any, Any]:
    """The person and the placement of each variable, as the dual numbers them; -1 for none."""
    number = {who: at for at, who in enumerate(dual.arrays.people)}
    person, placement = (np.full(len(model.upper), -1, np.int32) for _ in range(2))
    for (who, _), own in model.x.items():
        variables = list(own.values())
        person[variables] = number[who]
        placement[variables] = [dual.arrays.number[code] for code in own]
    return person, placement
