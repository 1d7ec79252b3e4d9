"""The planner's parameters: every number that its work is tuned with, in one place.

They are found by measuring (`benchmarks/plan.py`, `benchmarks/cases.py`), and never depend on the machine or
the clock: the same data, seed and parameters give the same plan. Modules ask `using()` at the moment of use;
a test that wants others says `with changed(…)`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from apprentices.planner.proposal import Kind


def _ease() -> Mapping[Kind, int]:
    return MappingProxyType({Kind.SEATS: 1, Kind.PINS: 1, Kind.ROTATIONS: 2, Kind.APART: 3, Kind.WAIVERS: 4})


@dataclass(frozen=True)
class Parameters:
    """What the planner is tuned with. "Size" of a board: how many placements its free cells may have."""

    # -- how a board is gone about

    whole_size: int = 20_000
    """Size up to which one model of everything serves: beyond it, a first good plan comes too late."""
    priced_size: int = 2_000_000
    """Size up to which prices can be had: beyond it, the model alone would not fit into memory."""
    fill_size: int = 1_000_000
    """Size up to which one model of everything is solved where neighbourhoods leave gaps or moves."""

    # -- numbers as engines give them

    near: float = 1e-6
    """How far apart two numbers may lie to be one: HiGHS gives 299.99999 for 300."""
    whole_within: float = 1e-5
    """How far from a whole number the value of a variable may lie."""
    dearest: float = 1e6
    """Points: a price beyond it is a mistake; with it, sums would no longer be exact enough."""
    lost: float = 1e-12
    """Share of all that is summed up for a bound: the most that rounding may lose."""

    # -- the linear model as arrays (`model/matrix.py`)

    entries: int = 2_000_000
    """Entries of rows that are worked on at a time: what is worked out of them is larger than they are."""

    # -- HiGHS

    threads: int = 1
    """Threads: another number in the same process makes HiGHS answer nothing."""
    interior_variables: int = 8_000
    """Variables of a whole-number model beyond which interior points solve its first relaxation: they take
    seconds there, simplex takes minutes."""

    # -- the first plan (`construct.py`)

    quick_sample: int = 10
    """Placements looked at for a cell: of all, and of each kind that is liked or needed."""
    quick_steps: int = 60
    """Tries for one person's whole rotation: mostly enough."""
    careful_sample: int = 40
    """As `quick_sample`, for somebody whom the quick look left with a gap."""
    careful_steps: int = 250
    """As `quick_steps`, for somebody whom the quick look left with a gap."""
    careful_vain: int = 12
    """People in a row whom care did not help either, before it is given up: this is no board for it."""
    wanted: int = 1_000
    """Points that a placement under its fewest people is worth more: what anybody likes comes after."""
    room: int = 20
    """Points that a placement with all seats free is worth more than a full one: those to come need seats."""

    # -- a few placements for each cell (`few.py`)

    few_size: int = 10_000
    """Size from which a full plan is looked for among these first: a smaller board has its best plan as soon,
    but where any full plan is the best, since nobody wishes for anything."""
    few_stages: int = 5
    """Stages of softness after which prices are near enough for a choice."""
    few_of_all: int = 5
    """Placements of a cell that are chosen from all."""
    few_of_class: int = 2
    """The same from each class: with one alone, boards of the internship kind often have no full plan."""
    few_of_classes: int = 20
    """The same from all classes together, on boards with many: else it would no longer be a few."""
    few_of_seat: int = 12
    """People for whom a placement in a cycle is chosen at least: else seats that are needed stay empty."""
    few_seat_share: float = 0.15
    """The same as a share of all people, where a full plan is looked for: with 24 of 160 each seed finds one
    on boards where with 12 one in three does."""
    few_blurred: float = 0.3
    """Points that chance has a say in: less than anybody's wish."""
    few_nodes: int = 20
    """Nodes of branch and bound in which a full plan is looked for among these."""
    few_jumps: int = 6
    """Seeds with which HiGHS jumps to a full plan of these, where they are many: each takes half a second,
    and most find one; its relaxation takes seconds, and what is looked for after it minutes."""

    # -- whether something has one gap or move less, asked again (`confirm.py`)

    confirm_nodes: int = 2_000
    """Nodes (of CP-SAT: conflicts) in which that is answered, or stays open; mostly one is enough."""
    confirm_asks: int = 50
    """How often HiGHS may ask at its first node whether to go on with that: mostly it ends by the third."""
    least_nodes: int = 20
    """Nodes in which a plan is looked for that has as few gaps as the relaxation."""

    # -- the relaxation and its prices (`column_generation.py`)

    whole_relaxation: int = 20_000
    """Variables up to which the relaxation is solved on all of them at once, without generating columns."""
    corner: int = 400_000
    """Variables up to which a corner of the relaxation, which uses few of them, comes in bearable time."""
    interior_relaxation: int = 4_000
    """Variables of a relaxation beyond which interior points are quicker than simplex."""
    liked_first: int = 4
    """Placements that a cell starts with: so many of the best liked, and so many by chance."""
    warned_first: int = 6
    """The same on the level of warnings: so many of those that have the fewest."""
    added: int = 3
    """Variables that are added for a cell in a round: few rounds, and few variables."""
    close: float = 0.05
    """Points between bound and value of the relaxation: with less, prices are as good as they need to be."""
    widening: int = 100
    """Points at which a row may be broken while few variables are there: no plan is worth breaking one."""
    near_broken: float = 0.01
    """By how much a row is broken that is so in earnest: interior points end near a corner, not in it."""
    rounds: int = 40
    """Rounds of adding, at the most."""

    # -- prices without a matrix (`dual.py`)

    block: int = 250_000
    """Numbers that are worked on at a time: as many as the processor keeps near."""
    softness: tuple[float, ...] = (0.5, 0.25, 0.12, 0.06, 0.03, 0.015, 0.008, 0.004, 0.002)
    """Points by which choices are blurred, stage after stage: a bound is off by as much for a cell."""
    dual_steps: int = 30
    """Steps at each softness."""
    dual_pace: float = 0.25
    """Share of a step that would be right if each placement had one price alone."""
    least_used: float = 0.5
    """What is taken to be used of a limit, at the least: else steps would be as large as anything."""
    dual_scale: int = 1_000
    """What prices are rounded to fractions of, so that a bound is counted in whole numbers."""

    built_after: int = 4
    """Stages of softness after which a first plan is built from the prices so far."""
    near_reach: float = 1.0
    """Points that a placement may cost to be in the model of what is cheap."""
    near_choices: int = 8
    """Placements of a cell in that model."""
    near_vain: int = 10
    """Neighbourhoods in a row without a better plan, where whole rotations find what is left."""
    cheapest: int = 40
    """Placements of a cell that a plan built from prices may choose from."""

    # -- the bound of whole rotations (`lagrangian_bound.py`)

    reach: float = 2.0
    """Points that a placement may cost in the first model of somebody's rotation; the next takes more in."""
    care: float = 1e-5
    """Points that HiGHS may be off by for one person: over a thousand people it adds up."""

    # -- whole rotations (`rotations/`)

    rotations_first: int = 250
    """People from which on whole rotations begin with prices without a matrix, and not with a relaxation."""
    rotation_states: int = 400
    """States of somebody's rotation at the most: what would make more of them is left to prices."""
    states_of_visits: int = 1_600
    """The same where it is remembered whether somebody was in some placements, too."""
    visits_more: int = 2
    """Placements of a person of which that is remembered the next time: each makes twice as many states."""
    rotation_rounds: int = 120
    """Rounds in which rotations are found, at the most."""
    rotation_close: float = 0.1
    """Points between the bound and the relaxation over the rotations found that are left be."""
    rotation_share: float = 1e-5
    """The same as a share of the bound, for large boards."""
    rotation_held: tuple[float, ...] = (0.0, 0.5, 0.9)
    """Shares of the best prices so far in those that come next: each has rotations of its own, and costs
    little beside the relaxation."""
    rotations_tied: int = 3
    """Rotations that are drawn for each person among the best, to find one that comes back to nothing."""
    tied_blur: float = 0.001
    """Points by which placements are blurred for that: those that are as good take turns."""
    rotations_drawn: int = 20
    """Rotations that are drawn for each person before a plan is made of all that are known."""
    rotation_blurs: tuple[float, ...] = (2.0, 0.5, 0.1)
    """Points by which placements are blurred for that, plan after plan: many are worth the same."""
    rotations_nodes: int = 100
    """Nodes of branch and bound for such a plan."""
    rotations_closable: int = 30_000
    """Variables left up to which the model of the proof comes: with more, neighbourhoods are quicker."""
    rotations_listed: int = 20_000
    """Rotations that a better plan could have, up to which a model of all of them makes the proof."""

    # -- proving the score (`reduced_cost_fixing.py`)

    free_reach: float = 0.05
    """Points up to which a placement costs nothing: interior points end near the prices, not at them."""
    fill_asks: int = 3
    """How often HiGHS may ask at its first node whether to go on with placements that cost nothing: a full
    plan of these it mostly has at the second, and else it can be at that node for minutes."""
    fill_reach: float = 0.5
    """Points that a placement may cost in the model in which a full plan is looked for first."""
    meeting_among: int = 40_000
    """Variables that a plan that meets the bound could have up to which it is looked for among all of them,
    and not first among those that the prices were found with: of 30,000 it comes sooner, of 90,000 later."""
    meetings: int = 3
    """Turns in which bounds are tried, one after the other, on a board that is not large: in each, one is
    tried quickly, with a seed of its own, since luck says how long one takes, and that or the next with more
    effort."""
    meeting_nodes: int = 200
    """Nodes of branch and bound for such an effort."""
    meeting_asks: int = 10
    """How often HiGHS may ask at the first of these whether to go on: what is hard there takes minutes, and
    neighbourhoods come to the bound sooner."""
    lean_enough: int = 20_000
    """Variables left that a better plan could have, up to which prices without implied rows will do."""
    used: int = 400
    """Variables in use in the relaxation up to which a model of these alone is quick."""
    used_nodes: int = 20
    """Nodes of branch and bound for that model: a start, and no proof."""
    large_nodes: int = 200
    """The same on a large board, where the start is worth more."""
    large_gap: float = 0.004
    """Share of the score: on a large board, what is left of the gap then is left to neighbourhoods."""
    vain: int = 40
    """Neighbourhoods in a row without a better plan before the proof is tried."""
    closed_at_once: int = 4_500
    """Variables left up to which the model of the proof comes at once, on a board that is not large: it takes
    a second or two, other bounds take as long, and neighbourhoods of twenty people are nearly all of them."""
    quickly_closed: int = 3_000
    """Variables left on a large board beyond which whole rotations are looked at."""
    closable: int = 200_000
    """Variables left that the model of the proof may have: beyond, a better plan first makes them fewer."""
    improved_vain: int = 5
    """How often in a row neighbourhoods may end in vain before no better plan makes them fewer: none goes on
    for ever."""

    # -- neighbourhoods led by prices (`neighbourhoods_priced.py`)

    priced_cycles: int = 3
    """Cycles in which everybody is planned anew at a time, to begin with."""
    priced_cells: int = 800
    """Cells that are planned anew at a time in whole cycles, at the most: more take seconds."""
    priced_people: int = 6
    """People who are freed at a time: so few are planned anew in a tenth of a second."""
    priced_share: int = 40
    """On boards where it is more: one person freed in so many."""
    priced_most: int = 40
    """People who are freed at a time at the most, to begin with."""
    priced_reach: float = 0.5
    """Points that a placement may cost to be looked at."""
    priced_nodes: int = 10
    """Nodes of branch and bound for one neighbourhood."""
    priced_vain: int = 8
    """Neighbourhoods without a better plan before larger ones are tried."""
    priced_growths: int = 5
    """How often they grow before small ones are tried again: the largest take long, and are seldom solved."""
    warned_people: int = 4
    """People who are freed at a time on the level of warnings, which has many plans that are as good."""
    priced_kinds: tuple[tuple[bool, int, float], ...] = ((True, 1, 1.0), (False, 1, 1.0))
    """Neighbourhoods that take turns: whether of cycles, how many times as many people, and the share of the
    cheap placements among which they choose."""
    warned_kinds: tuple[tuple[bool, int, float], ...] = ((True, 1, 0.3), (False, 10, 0.3), (False, 2, 1.0))
    """The same on the level of warnings, where it is known what nobody loses in a plan as good."""
    losing_people: int = 25
    """People who are freed at a time at the least where whole rotations say just who loses what."""
    losing_kinds: tuple[tuple[bool, int, float], ...] = ((False, 4, 0.15), (False, 2, 0.3), (False, 1, 1.0))
    """Kinds that take turns there: the first find much while there is much, the last what is left."""
    losing_vain: int = 100
    """Such neighbourhoods in a row without a better plan before something else is tried."""
    least_lost: float = 0.01
    """Points: somebody who loses nothing against the prices is begun with as if it were so much."""

    # -- who has to change so that a plan meets its bound (`nearest.py`)

    near_used: float = 0.001
    """What the relaxation has of a placement at the least to use it: interior points use a little of all."""

    # -- neighbourhoods at prices, on boards without a model of all that is cheap (`neighbourhoods_cheap.py`)

    cheap_people: int = 32
    """People who are freed at a time, to begin with: with 24 or 40, the same plan comes a tenth later."""
    cheap_choices: int = 12
    """Placements with room that a cell may choose from: as many of each class, at least one."""
    cheap_blurred: float = 0.3
    """Points that chance has a say in: without it, all choose the same seats, and models take longer."""
    cheap_nodes: int = 1
    """Nodes of branch and bound for one neighbourhood: another one is better than a second node."""

    # -- neighbourhoods without prices (`neighbourhoods_unpriced.py`)

    unpriced_people: int = 24
    """People who are freed at a time: without prices, many are needed to find anything."""
    most_short: int = 40
    """People with gaps who are helped at a time, while there are many of them."""
    few_short: int = 5
    """People with gaps from which on they are helped one by one."""
    more_people: int = 2
    """People in the way who are freed more at each try for somebody with a gap."""
    unpriced_nodes: int = 60
    """Nodes of branch and bound for one neighbourhood."""
    choices: int = 14
    """Placements that a cell may choose from, besides its own."""
    mending_choices: int = 5
    """The same where people are sought for a place that has too few."""
    unpriced_vain: int = 60
    """Neighbourhoods without a better plan before larger ones are tried."""
    few_missing: int = 20
    """Breaches and gaps up to which neighbourhoods are tried, before all cells are looked at at once."""
    first_fills: int = 8
    """How many neighbourhoods are tried then."""
    fills: int = 60
    """The same where one model of all cells would be too large."""
    fill_nodes: int = 200
    """Nodes of branch and bound in which a large board is filled with all cells at once."""
    level_nodes: int = 200
    """Nodes that one model of a large board has for gaps or moves, before neighbourhoods go on."""
    more_nodes: int = 4
    """How many times as many it has at its next turn: all turns but the last cost a third of that one."""

    # -- what has to give (`search/elastic.py`)

    thing: int = 100
    """The price of one thing that is allowed: one more is worse than any mixture of kinds."""
    question: int = 10
    """The price of a fact that is not recorded: finding out comes before giving anything."""
    law: int = 20_000
    """What giving up law, access or safety costs on top: two hundred other things come first."""
    ease: Mapping[Kind, int] = field(default_factory=_ease)
    """What a kind of thing costs on top: among as few things, those that are easier to give."""

    released_nodes: int = 20
    """Nodes in which a full plan is looked for where only pins are released that break something, or where
    as little is allowed as the relaxation says."""
    released_asks: int = 3
    """How often HiGHS may ask at its first node whether to go on: mostly it has such a plan by then."""

    # -- a proof that can be written down (`proof/`)

    denominators: tuple[int, ...] = (1, 2, 12, 120, 10_000, 1_000_000)
    """What prices are rounded to fractions of, tried one after the other: small ones are easier to read."""
    proof_nodes: int = 500
    """Nodes of a tree: with more, the proof says how near the plan is to the best."""
    branched: int = 5_000
    """Variables that a better plan could have, up to which a tree is grown: else each node takes long."""
    rotation_nodes: int = 1_000
    """Nodes of the tree of one person's best whole rotation."""
    rotation_scale: int = 120
    """What the prices of seats are rounded to fractions of, where whole rotations are looked at."""

    # -- the program that listens to the child

    listen: float = 0.02
    """Seconds between two looks at whether to stop."""
    plans_kept: int = 20
    """The newest plans that are kept to fall back on, should the last not hold."""


_in_use = Parameters()


def using() -> Parameters:
    """The parameters of now."""
    return _in_use


@contextmanager
def changed(**changes: object) -> Iterator[None]:
    """Use others for a while, in this process; for tests."""
    global _in_use
    before = _in_use
    _in_use = replace(before, **changes)  # type: ignore[arg-type]
    try:
        yield
    finally:
        _in_use = before
