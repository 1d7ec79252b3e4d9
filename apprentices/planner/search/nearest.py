"""The plan nearest to one's own that meets a bound: the relaxation knows who has to change for it.

A plan that is short of its bound mostly meets it when a few more people change than those who lose against
it, since these take others' seats. Neighbourhoods meet these others by chance. The relaxation that has to
meet the bound, and leaves as many cells as can be as they are, names all of them, and where they could go.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from apprentices.planner.model.matrix import Matrix
from apprentices.planner.parameters import using
from apprentices.planner.search.engine_run import ROUGH, fitted, run


def nearest(matrix: Matrix, looked_at: Any, values: Any, bound: int) -> Iterator[Any]:
    """Masks of variables to plan anew: what that relaxation uses, then all of the people whom it changes.

    It has what `looked_at` and the plan choose. Nothing is claimed of it: what it finds is a neighbourhood.
    """
    placed, own = matrix.cell_of >= 0, values > 0
    chosen = looked_at | own | ~placed
    stays = np.where(placed & own, 1.0, 0.0)
    part = matrix.coming_to(bound).part(chosen)._replace(cost=stays[chosen], offset=0)
    used = np.zeros(len(values))
    used[chosen] = fitted(run(part, ROUGH, whole_numbers=False).getSolution().col_value, part.cost)
    yield ~placed | own | (used > using().near_used)
    changed = placed & own & (used < 1 - using().near_used)
    yield np.isin(matrix.person_of, [-1, *matrix.person_of[changed]])
