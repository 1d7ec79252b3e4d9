"""The fewest things to allow so that there is a plan without gaps, by the elastic model."""

from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.problem import Plan, Problem
from apprentices.planner.proposal import Relaxation
from apprentices.planner.search.answer import FalseClaim
from apprentices.planner.search.confirm import Solve, confirmed
from apprentices.planner.search.elastic import Elastic


def fewest_relaxations(
    problem: Problem, solve: Solve, seed: int, never: frozenset[str]
) -> tuple[list[Relaxation], bool, bool, Plan]:
    """The fewest things to allow, easier kinds first among as few.

    Also whether no fewer would do, whether a plan without gaps is possible with them, and the plan that shows
    it. Raises `EngineFailed`.
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
    fewest = solve(model, Level.RELAX, {**fixed, Level.GAPS: none}, seed)
    if fewest.values is None:  # not everything that stands in the way may be asked for
        gaps, start, surely = confirmed(
            solve, model, Level.GAPS, fixed, seed, solve(model, Level.GAPS, fixed, seed)
        )
        fewest = solve(model, Level.RELAX, {**fixed, Level.GAPS: gaps}, seed, start)
        fewest = fewest._replace(proved=fewest.proved and surely)
    assert fewest.values is not None, "the plan with the fewest gaps is one"
    relaxations, plan = elastic.relaxations(model, fewest.values), model.plan(fewest.values)
    if not elastic.bears_out(plan, relaxations):
        raise FalseClaim("that less has to give than its plan needs")
    return relaxations, fewest.proved and mended, elastic.is_full(plan), plan
