"""The level of score, to the proof: reduced-cost fixing, which leaves out what can't be in a better plan.

At the prices of the relaxation, every placement costs what it lies below the best one of its cell. A plan
that is better than one's own can't use a placement that costs more than the exact bound of these prices,
minus the score: a model without such variables proves as much as the whole one.
"""

from math import floor, inf
from typing import Any

import numpy as np

from apprentices.planner.ledger import Ledger, simple_bound
from apprentices.planner.level import Level
from apprentices.planner.model.linear import Model
from apprentices.planner.model.matrix import Part
from apprentices.planner.parameters import using
from apprentices.planner.search.answer import Answer, Effort, FalseClaim, Watch
from apprentices.planner.search.by_prices import ByPrices
from apprentices.planner.search.column_generation import Prices, Sift
from apprentices.planner.search.engine_highs import attempted, solve_part
from apprentices.planner.search.fewest_warnings import FewestWarnings
from apprentices.planner.search.lagrangian_bound import Exactly, LagrangianBound
from apprentices.planner.search.neighbourhoods_priced import PricedNeighbourhoods
from apprentices.planner.search.rotations.plans import OfRotations
from apprentices.planner.search.slackness import losing_in_whole, meeting
from apprentices.planner.search.tell import Tell, prove


class Closing:
    """The level of score of a model that has a full plan at the earlier levels as they stand."""

    def __init__(
        self,
        model: Model,
        ledger: Ledger,
        sift: Sift,
        seed: int,
        tell: Tell,
        by_prices: ByPrices | None = None,
    ) -> None:
        """`by_prices` has prices without a matrix, where they are there already."""
        self._model = model
        self._ledger = ledger
        self._sift = sift
        self._seed = seed
        self._tell = tell
        self.bound = simple_bound(ledger.problem)
        self._prices: Prices | None = None
        self._near: PricedNeighbourhoods | None = None
        # What a plan comes to at the most that has each variable.
        self._most: Any = np.full(len(sift.matrix.cost), inf)
        self._of: OfRotations | None = None
        self._lost: Any | None = None  # what a variable costs in whole rotations, where that is known
        self._whole: Exactly | None = None  # what whole rotations come to, where that is known exactly
        self._by_prices = by_prices

    @property
    def closed(self) -> bool:
        """Whether the plan is proved best."""
        return self._ledger.score >= self.bound

    def run(self) -> None:
        """Find the best plan and prove it."""
        if self._prices is None:
            self.price()
        self._say()  # what held before there was a full plan
        if self._model.changes:
            self.generate_rotations()
        else:
            self.meet_bounds()
        if not self._closes_at_once:
            self.improve()
        self._finish()

    def run_large(self) -> None:
        """The same for a large board, with the closer bound of whole rotations."""
        if self.is_of_rotations and (self.bound or not self.closed):  # else any plan is the best
            self.run_in_rotations()
            return
        self.price()
        if self._sift.cornered and not self.closed and not self._model.changes:
            self.price_rotations()
            if not self.closed:
                self.plan(Effort(using().large_nodes, using().large_gap))
        if self._model.changes or self._could().sum() > using().quickly_closed:
            self.generate_rotations()
        self.improve()
        if not self.closed and not self._sift.cornered and not self._model.changes:
            self.price_rotations()
        self._finish()

    @property
    def is_of_rotations(self) -> bool:
        """Whether there are so many people that whole rotations come in the place of a relaxation."""
        model = self._model
        many = self._prices is None and self._sift.matrix.people >= using().rotations_first
        return many and not (model.gaps or model.changes or model.problem.before)

    def run_in_rotations(self) -> None:
        """The same without a relaxation: whole rotations begin with prices that need no matrix."""
        by_prices = self._by_prices
        if by_prices is None:
            by_prices = ByPrices(self._ledger.problem, self._ledger, self._seed, self._tell)
            by_prices.price()
        self._prices = self._sift.priced(by_prices.of_rows(self._model))
        self._lower(by_prices.bound)
        self._improve_in_rotations()
        self._improve_until(using().rotations_closable)
        self._finish()

    def fill(self) -> bool:
        """Look for a full plan among what costs nothing, or else little; whether there can be one at all.

        The first is enough: neighbourhoods make it better far sooner than cuts of the whole model.
        """
        self._ask_prices(lean=True)
        if self._sift.infeasible or self._sift.broken:
            return False
        self._meet_bound()
        if not (self._ledger.full and self.closed):
            if self._solves_all:
                return self._solve_all()
            self._fill_freely()
        if self._ledger.full:
            return True
        near = self._sift.used | (self._known.reduced >= -using().fill_reach)
        self._solve(near, Watch(self._found), Effort(using().used_nodes, solutions=1), lean=True)
        return True

    @property
    def _solves_all(self) -> bool:
        """Whether the board is so small that the best plan comes as soon as any."""
        model = self._model
        return len(self._most) <= using().closed_at_once and not (model.changes or model.problem.before)

    def _solve_all(self) -> bool:
        """The best plan, by a model of everything; whether there is any."""
        answer = self._solve(np.ones(len(self._most), bool), Watch(self._found), Effort())
        if answer.value is not None:
            self._lower(answer.value)
        return answer.values is not None

    def _fill_freely(self) -> None:
        """Any full plan of what costs nothing, whatever else it loses: it is near the best."""
        matrix = self._sift.matrix
        free = self._sift.chosen & (self._known.reduced >= -using().free_reach)
        self._solve_goalless(matrix.part((matrix.cell_of < 0) | free, lean=True), self._seed)

    def meet_bounds(self) -> None:
        """Find a plan that meets the bound, or lower that; as long as there is an answer, and a model of all
        that could be better would not be solved as soon.
        """
        thoroughly = Effort(using().meeting_nodes, solutions=1, asks=using().meeting_asks)
        for turn in range(1, using().meetings + 1):
            self._meet_bound(turn)
            if self.closed or self._closes_at_once or not self._meet_bound(turn, thoroughly):
                return

    def _meet_bound(self, turn: int = 0, effort: Effort | None = None) -> bool:
        """Any plan that loses no more at the prices than the bound does: it is the best. Without one, the
        bound is lower. Whether that is answered.
        """
        if self.closed:
            return True
        part, every = meeting(self.bound, self._sift, self._known, among_all=turn > 0)
        answer = self._solve_goalless(part, self._seed + turn, effort)
        none = every and answer.proved and answer.values is None
        if none:
            self._lower(self.bound - 1)
        return none or self.closed

    def _solve_goalless(self, part: Part, seed: int, effort: Effort | None = None) -> Answer:
        goalless = part._replace(cost=np.zeros(len(part.cost)), offset=0)
        effort = effort or Effort(using().used_nodes, solutions=1, asks=using().fill_asks)
        answer = attempted(self._sift.matrix, goalless, seed, effort=effort)
        self._take(answer)
        return answer

    def price(self) -> None:
        """Prices of all variables, with a bound, and the plan that is quickly found with them."""
        if self.closed:
            return
        if self._prices is not None:
            self._say()  # what held before there was a full plan
            self.plan_of_few()
            if not self._model.changes:
                self.improve()
            if not self._sift.is_lean or self.closed or self._could().sum() <= using().lean_enough:
                return
            self._near = None
        self._ask_prices()
        self.plan_of_few()

    def plan_of_few(self) -> None:
        """The best plan of what the relaxation uses, where that is little: sooner than by neighbourhoods."""
        if not self.closed and self._sift.used.sum() <= using().used:
            self.plan(Effort(using().used_nodes))

    def price_rotations(self) -> None:
        """The closer bound of whole rotations."""
        known, exactly = self._known, LagrangianBound(self._sift.matrix)
        self._keep_within(known.reduced, exactly.bound(known, self._start()))

    def generate_rotations(self) -> None:
        """The bound of whole rotations at prices of their own, and plans made of them; not where cells may be
        gaps, which no rotation here has.
        """
        if self.closed or self._model.gaps:
            return
        rotations = self._of = self._rotations()
        self._lower_by(rotations)
        for blur in using().rotation_blurs:
            if not self.closed:
                self._take(rotations.plan(self._values, blur, Watch(self._found)))

    def plan(self, effort: Effort) -> None:
        """The best plan of what the relaxation uses."""
        self._solve(self._sift.used, Watch(self._found), effort)

    def improve(self) -> None:
        """Better plans by neighbourhoods, until nothing is left to gain or many in a row were in vain."""
        if self.closed:
            return
        if self._near is None:
            start = self._start()
            assert start is not None, "the model has every placement"
            matrix, likely = self._sift.matrix, self._sift.chosen
            reduced = self._known.reduced
            if self._lost is not None:
                likely, reduced = np.ones(len(start), bool), self._lost
            kinds, whole = using().losing_kinds if self._whole else None, self._whole
            self._near = PricedNeighbourhoods(
                matrix, reduced, likely, start, self._seed, self._found, kinds=kinds, whole=whole
            )
        vain, most = 0, using().losing_vain if self._whole else using().vain
        while not self.closed and vain < most:
            vain = 0 if self._near.step() else vain + 1

    def _improve_until(self, few: int) -> None:
        """Better plans until so few variables are left, or nothing better is found time and again."""
        vain = 0
        while vain < using().improved_vain and not self.closed and self._could().sum() > few:
            before = self._ledger.score
            self.improve()
            vain = 0 if self._ledger.score > before else vain + 1

    def close(self) -> None:
        """Prove the plan best, or find the best."""
        watch = Watch(self._found, self._heard)
        answer = self._of.close(self._values, watch) if self._of is not None else None
        if answer is None:
            answer = self._solve(self._could(), watch, Effort())
        else:
            self._take(answer)
        if answer.proved and answer.value is not None:
            self._lower(answer.value)

    # -- inside

    def _improve_in_rotations(self) -> None:
        """Bounds of whole rotations, each with better plans, until these meet or no bound is any closer."""
        rotations = self._of = self._rotations()
        while self._lower_by(rotations) and not self.closed:
            prices, exactly = rotations.relaxed, LagrangianBound(self._sift.matrix)
            whole = self._whole = exactly.bound_at(prices, self._start(), rotations.once())
            self._keep_within(prices.reduced, whole)
            # What a person can't have anyway is not lost by a placement.
            self._lost = np.minimum(self._lost + whole.less[self._sift.matrix.person_of], 0)
            self.improve()
            if self.closed or not rotations.remember_visits():
                break

    def _keep_within(self, reduced: Any, whole: Exactly) -> None:
        """Take in the bound of rotations, each the best that there is, of prices with these reduced costs."""
        self._lower(floor(whole.bound + using().near))
        # The person's own part is as in the relaxation, when it isn't the best rotation.
        person_of = self._sift.matrix.person_of
        others = whole.bound + whole.less[person_of] + reduced
        self._most = np.where(person_of >= 0, np.minimum(self._most, others), self._most)

    def _rotations(self) -> OfRotations:
        """Whole rotations, beginning with the prices and the plan so far."""
        return OfRotations(self._model, self._sift.matrix, self._known.duals, self._start(), self._seed)

    def _lower_by(self, rotations: OfRotations) -> bool:
        """Lower the bound by whole rotations, and know what is lost in them; whether it is any lower."""
        before, cell = self.bound, self._sift.matrix.cell_of >= 0
        for bound in rotations.bounds():
            self._lower(bound)
        most = rotations.most()
        self._most, self._lost = np.minimum(self._most, most), most - most[cell].max()
        self._near = None
        return self.bound < before

    def _ask_prices(self, lean: bool = False) -> None:
        for prices in self._sift.rounds(lean):
            if self._prices is None or prices.exact < self._prices.exact:
                self._prices = prices
            self._lower(prices.bound)
        if self._sift.infeasible and self._start() is not None:
            raise FalseClaim("that there is no plan, though one is known")

    def _fewest_warnings(self) -> None:
        """The last level, on what a plan of this score could have."""
        model, could = self._model, self._could(better_by=0) | (np.array(self._start()) != 0)

        def choices(who: str, index: int) -> list[str]:
            return [code for code, x in model.x[who, index].items() if could[x]]

        last = FewestWarnings(self._ledger, choices, model.gaps, self._seed, self._tell)
        rows = []
        if self._whole is not None:
            points = self._whole.bound - self.bound + using().near
            rows = losing_in_whole(points, self._sift.matrix, self._whole, model, last.model)
        fixed = {**self._sift.fixed, Level.SCORE: self.bound}
        del self._sift, self._near, self._of  # a third of all that a large board takes
        last.run(fixed, rows)

    def _finish(self) -> None:
        """Close as soon as few variables are left, and tell of the proof; with too many there is none."""
        self._improve_until(using().closable)
        if not self.closed and self._could().sum() <= using().closable:
            self.close()
        if self.closed:
            prove(self._tell, self._ledger, Level.SCORE, self.bound)
            self._fewest_warnings()

    def _could(self, better_by: int = 1) -> Any:
        """The variables that a plan could have that is better by so many points."""
        most = self._most
        if self._prices is not None:
            most = np.minimum(self._prices.exact + self._prices.reduced, most)
        return most >= self._ledger.score + better_by - using().near

    @property
    def _closes_at_once(self) -> bool:
        """Whether so few variables are left that a model of them comes before anything else."""
        return bool(self._could().sum() <= using().closed_at_once)

    @property
    def _known(self) -> Prices:
        assert self._prices is not None, "priced before"
        return self._prices

    def _solve(self, mask: Any, watch: Watch, effort: Effort, lean: bool = False) -> Answer:
        start, matrix = self._start(), self._sift.matrix
        chosen = mask | (matrix.cell_of < 0)
        if start is not None:
            chosen |= np.array(start) != 0
        part = matrix.part(chosen, lean=lean)
        ask = solve_part if effort == Effort() else attempted
        answer = ask(matrix, part, self._seed, start, watch, effort)
        self._take(answer)
        return answer

    def _take(self, answer: Answer) -> None:
        if answer.values is not None:
            self._found(answer.values)

    @property
    def _values(self) -> Any:
        """The plan so far as a solution of the model, which is known to be one."""
        return np.array(self._start(), float)

    def _found(self, values: Any) -> None:
        taken = (np.asarray(values) > 0.5).tolist()  # looked at one by one, which arrays are slow at
        better = Ledger(self._ledger.problem, self._model.plan(taken))
        if better.worth < self._ledger.worth:
            self._ledger.take(better.plan)
            self._tell.plan(self._ledger.plan, self._ledger.worth)

    def _start(self) -> list[int] | None:
        """The plan so far as a solution of the model; None where it isn't one."""
        return self._model.start(self._ledger.plan)

    def _lower(self, bound: int) -> None:
        """A bound that holds: counted from prices, or borne out by a solution."""
        if bound < self.bound:
            self.bound = bound
            self._say()

    def _say(self) -> None:
        if self._compares:
            if self.bound < self._ledger.score:
                raise FalseClaim(
                    f"that nothing is better than {self.bound}, though {self._ledger.score} is known"
                )
            self._tell.bound(Level.SCORE, self.bound)

    def _heard(self, bound: int) -> None:
        """What an engine says while it works is told, but nothing follows from it."""
        if self._compares and self._ledger.score <= bound < self.bound:
            self._tell.bound(Level.SCORE, bound)

    @property
    def _compares(self) -> bool:
        """Whether bounds say something of the plan so far: those of full plans don't of one with gaps."""
        return self._model.gaps or self._ledger.full
