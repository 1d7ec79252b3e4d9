"""The fewest things to allow so that there is a plan without gaps, by the elastic model."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from apprentices.planner.explain import pins_in_the_way
from apprentices.planner.level import Level
from apprentices.planner.model.build import build
from apprentices.planner.model.linear import Model
from apprentices.planner.parameters import using
from apprentices.planner.problem import Plan, Problem
from apprentices.planner.proposal import Kind, Relaxation
from apprentices.planner.search.answer import Answer, Effort, FalseClaim, Watch
from apprentices.planner.search.confirm import Solve, confirmed
from apprentices.planner.search.elastic import Elastic

Found = tuple[list[Relaxation], bool, bool, Plan]
Fixed = Mapping[Level, int]


class Relaxed(Protocol):
    """An engine's way to say what nothing is better than at a level; None where it says nothing."""

    def __call__(self, model: Model, level: Level, fixed: Fixed) -> int | None:
        """See `engine_highs.relaxed`."""


def fewest_relaxations(
    problem: Problem,
    solve: Solve,
    seed: int,
    never: frozenset[str],
    first: Callable[[list[Relaxation], bool, bool, Plan], None] = lambda *found: None,
    relaxed: Relaxed = lambda model, level, fixed: None,
) -> Found:
    """The fewest things to allow, easier kinds first among as few.

    Also whether no fewer would do, whether a plan without gaps is possible with them, and the plan that shows
    it. `first` hears of the same as it is found, before it is known whether fewer would do. Raises
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
    full = {**fixed, Level.GAPS: model.objective[Level.GAPS].constant}  # those that nothing can fill

    def told(plan: Plan) -> None:
        values = model.start(plan)  # with nothing allowed that this plan doesn't need
        relaxations = [] if values is None else elastic.relaxations(model, values)
        if elastic.bears_out(plan, relaxations):
            first(relaxations, False, elastic.is_full(plan), plan)

    engine = _Engine(solve, relaxed, seed)
    known = None if strict.mends else _of_pins(engine, problem, elastic, model, full)
    if known is not None:
        told(model.plan(known.values))
    fewest = _fewest(engine, model, full, known, told)
    if fewest.values is None:  # not everything that stands in the way may be asked for
        gaps, start, surely = confirmed(
            solve, model, Level.GAPS, fixed, seed, solve(model, Level.GAPS, fixed, seed)
        )
        fewest = solve(model, Level.RELAX, {**fixed, Level.GAPS: gaps}, seed, start)
        fewest = fewest._replace(proved=fewest.proved and surely)
    return _found(elastic, model, fewest._replace(proved=fewest.proved and mended))


class _Engine(NamedTuple):
    """Whom to ask."""

    solve: Solve
    relaxed: Relaxed
    seed: int

    def at_once(self, model: Model, full: Fixed, least: int) -> Answer | None:
        """Things to allow that come to no more than the relaxation; None where none are found soon, or what
        is said is false.

        Asked for just that, an engine sees at once what takes it long when it looks for the fewest.
        """
        effort = Effort(using().released_nodes, solutions=1, asks=using().released_asks)
        fixed = {**full, Level.RELAX: least}
        try:
            answer = self.solve(model, Level.RELAX, fixed, self.seed, effort=effort, plainly=True)
        except FalseClaim:
            return None
        return None if answer.values is None else answer

    def any(self, model: Model, full: Fixed) -> Answer:
        """Any full plan, where one is found soon."""
        effort = Effort(using().released_nodes, solutions=1, asks=using().released_asks)
        return self.solve(model, Level.BREACHES, full, self.seed, effort=effort)


def _of_pins(engine: _Engine, problem: Problem, elastic: Elastic, model: Model, full: Fixed) -> Answer | None:
    """A full plan for which only pins are released that break something by themselves; or None.

    It takes an engine long to see by itself which of many pins are in the way. Not all of these have to be
    released: where one place is taken twice, another may be what makes up for it.
    """
    if not elastic.pins:
        return None
    one_each, all_of_them = pins_in_the_way(problem)
    found = []
    for pins in filter(None, (one_each, all_of_them)):
        some = Elastic(problem, frozenset(Kind) - {Kind.PINS}, among=pins)
        part = build(some.problem, relax=some)
        least = engine.relaxed(part, Level.RELAX, full)
        at_once = None if least is None else engine.at_once(part, full, least)
        answer = at_once or engine.any(part, full)
        values = None if answer.values is None else model.start(elastic.pins | part.plan(answer.values))
        if values is not None:
            constant, terms = model.objective[Level.RELAX]
            value = constant + sum(price * values[at] for at, price in terms.items())
            found.append(Answer(values, value, None, proved=False))
    return min(found, key=lambda answer: answer.value or 0, default=None)


def _fewest(
    engine: _Engine, model: Model, full: Fixed, known: Answer | None, told: Callable[[Plan], None]
) -> Answer:
    """The fewest things to the proof; none where nothing that may be asked for is enough."""
    least = engine.relaxed(model, Level.RELAX, full)
    if least is not None and (known is None or known.value != least):
        known = engine.at_once(model, full, least) or known
    if known is not None and known.value == least:
        value, values, surely = confirmed(engine.solve, model, Level.RELAX, full, engine.seed, known)
        if surely:
            return Answer(values, value, None, surely)
    start = None if known is None else known.values
    watch = Watch(lambda values: told(model.plan(values)))
    return engine.solve(model, Level.RELAX, full, engine.seed, start, watch)


def _found(elastic: Elastic, model: Model, answer: Answer) -> Found:
    """What an answer says has to give, when its plan bears that out."""
    assert answer.values is not None, "the plan with the fewest gaps is one"
    relaxations, plan = elastic.relaxations(model, answer.values), model.plan(answer.values)
    if not elastic.bears_out(plan, relaxations):
        raise FalseClaim("that less has to give than its plan needs")
    return relaxations, answer.proved, elastic.is_full(plan), plan
