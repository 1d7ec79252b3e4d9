"""The fewest things to allow so that there is a plan without gaps, by the elastic model."""

from collections.abc import Callable
from dataclasses import replace

from apprentices.planner.explain import pins_in_the_way
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.linear import Model
from apprentices.planner.parameters import using
from apprentices.planner.problem import Plan, Problem
from apprentices.planner.proposal import Relaxation
from apprentices.planner.search.answer import Answer, Effort, FalseClaim
from apprentices.planner.search.confirm import Solve, confirmed
from apprentices.planner.search.elastic import Elastic

Found = tuple[list[Relaxation], bool, bool, Plan]


def fewest_relaxations(
    problem: Problem,
    solve: Solve,
    seed: int,
    never: frozenset[str],
    first: Callable[[list[Relaxation], bool, bool, Plan], None] = lambda *found: None,
) -> Found:
    """The fewest things to allow, easier kinds first among as few.

    Also whether no fewer would do, whether a plan without gaps is possible with them, and the plan that shows
    it. `first` hears of the same where it is known before it is known whether fewer would do. Raises
    `EngineFailed`.
    """
    strict = build(problem)
    fixed: dict[Level, int] = {}
    mended = True
    if strict.mends:  # a plan mends what it can of what locked cells break, before it fills gaps
        least = solve(strict, Level.BREACHES, {}, seed)
        assert least.value is not None, "with gaps, there is always a plan"
        fixed[Level.BREACHES], mended = least.value, least.proved
    elastic = Elastic(problem, never, strict.mends)
    model = build(elastic.problem, relax=elastic)
    none = model.objective[Level.GAPS].constant  # gaps, but for those that nothing can fill
    full = {**fixed, Level.GAPS: none}
    known = _known(problem, elastic, model, solve, seed) if none == 0 and not strict.mends else None
    if known is not None:
        first(*_found(elastic, model, known))
        value, values, surely = confirmed(solve, model, Level.RELAX, full, seed, known)
        known = Answer(values, value, None, surely)
    if known is None or not known.proved:
        fewest = solve(model, Level.RELAX, full, seed, known and known.values)
    else:
        fewest = known
    if fewest.values is None:  # not everything that stands in the way may be asked for
        gaps, start, surely = confirmed(
            solve, model, Level.GAPS, fixed, seed, solve(model, Level.GAPS, fixed, seed)
        )
        fewest = solve(model, Level.RELAX, {**fixed, Level.GAPS: gaps}, seed, start)
        fewest = fewest._replace(proved=fewest.proved and surely)
    return _found(elastic, model, fewest._replace(proved=fewest.proved and mended))


def _found(elastic: Elastic, model: Model, answer: Answer) -> Found:
    """What an answer says has to give, when its plan bears that out."""
    assert answer.values is not None, "the plan with the fewest gaps is one"
    relaxations, plan = elastic.relaxations(model, answer.values), model.plan(answer.values)
    if not elastic.bears_out(plan, relaxations):
        raise FalseClaim("that less has to give than its plan needs")
    return relaxations, answer.proved, elastic.is_full(plan), plan


def _known(problem: Problem, elastic: Elastic, model: Model, solve: Solve, seed: int) -> Answer | None:
    """A full plan for which only pins are released that break something by themselves; or None.

    It takes an engine long to see by itself which of many pins are in the way.
    """
    pins = pins_in_the_way(problem) if elastic.pins else frozenset()
    if not pins:
        return None
    rows = (
        replace(row, pinned=row.pinned and (row.apprentice, row.cycle) not in pins)
        for row in problem.data.assignments
    )
    released = problem.data._replace(assignments=tuple(rows)).problem()
    strict = build(released, gaps=False)
    effort = Effort(using().released_nodes, solutions=1, asks=using().confirm_asks)
    found = solve(strict, Level.BREACHES, {}, seed, effort=effort)
    if found.values is None:
        return None
    values = model.start(elastic.pins | strict.plan(found.values))
    if values is None:
        return None
    constant, terms = model.objective[Level.RELAX]
    return Answer(values, constant + sum(price * values[at] for at, price in terms.items()), None, False)
