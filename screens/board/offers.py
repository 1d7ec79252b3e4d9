"""What a chooser offers: placements for a cell, people for a seat, people to swap with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto

from apprentices.board import Edit
from apprentices.deeds import cycles_said
from apprentices.options import Option, options
from apprentices.programme import Assignment
from apprentices.rules.said import Consequence
from screens.board.view import BoardView, Target
from screens.shared.words import team_code

MOST = 100  # offers that are judged and shown at a time; typing brings the others
LEAST = 20  # of these, however many cycles each is judged in

Words = tuple[str, ...]
Offers = Callable[[Words], "tuple[list[Offer], int]"]


class Fit(IntEnum):
    """What choosing something would add; the best first."""

    FITS = auto()
    TO_LOOK_AT = auto()
    BREAKS = auto()


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose, its figures, and what choosing it would do."""

    code: str
    name: str
    host: str | None
    team: str  # its code, or where a person is now
    figures: tuple[str, ...]  # numbers with their words
    consequence: Consequence
    here: bool = False  # it is so already

    @property
    def is_free(self) -> bool:
        """Whether it adds no conflict."""
        return self.fit is not Fit.BREAKS

    @property
    def fit(self) -> "Fit":
        """Whether it adds conflicts, warnings, or neither."""
        broke = self.consequence.broke
        if any(f.is_conflict for f in broke):
            return Fit.BREAKS
        return Fit.TO_LOOK_AT if any(f.is_warning for f in broke) else Fit.FITS


def placements(view: BoardView, target: Target) -> Offers:
    """Every placement for a cell, the best first."""
    found = options(view.workspace, target.apprentice or "", target.cycle)
    teams = view.workspace.programme.placements

    def offer(option: Option) -> Offer:
        team = teams[option.placement]
        here = option.placement == target.placement
        taken = f"{option.taken + here} of {option.seats} taken"  # as the panel counts them
        figures = (taken, _points(option.points), _score(option.score_change))
        return Offer(
            option.placement, team.team, team.host, team_code(team), figures, option.consequence, here
        )

    every = sorted(map(offer, found), key=lambda offer: offer.fit)

    def offers(words: Words) -> tuple[list[Offer], int]:
        meant = [o for o in every if _has_all(words, view.team_text(o.code))]
        return meant[:MOST], len(meant)

    return offers


def people_for(view: BoardView, target: Target) -> Offers:
    """Everyone who is active in the cycle and not in that team, the best for it first."""
    workspace = view.workspace
    index = workspace.board.cycle_index[target.cycle]
    placement = target.placement or ""
    there = workspace.board.there(index, placement)

    def offer(code: str) -> Offer:
        old = workspace.board.row(code)[index]
        row = list(workspace.board.row(code))
        row[index] = Assignment(apprentice=code, cycle=target.cycle, placement=placement)
        points = _points(workspace.score.points(code, placement))
        change = _score(workspace.score.change(code, row))
        return _person(
            view,
            code,
            [old],
            (points, change),
            workspace.consider([Edit(code, target.cycle, placement, old is not None and old.pinned)]),
        )

    return _judged(view, [code for code in _active(view, index) if code not in there], offer)


def people_to_swap_with(view: BoardView, people: Sequence[str], cycles: Sequence[str]) -> Offers:
    """Who else is active in all these cycles and elsewhere in one of them, the best swap first.

    Each of `people` gets what the next of them has, the last what the one who is chosen has.
    """
    workspace, board = view.workspace, view.workspace.board
    indexes = [board.cycle_index[cycle] for cycle in cycles]

    def where(code: str) -> list[str | None]:
        return [_where(board.row(code)[index]) for index in indexes]

    def offer(code: str) -> Offer:
        there = [board.row(code)[index] for index in indexes]
        edits = board.swapped([*people, code], cycles)
        return _person(view, code, there, (), workspace.consider(edits))

    active = set.intersection(*(set(_active(view, index)) for index in indexes))
    others = [
        code
        for code in workspace.programme.apprentices
        if code in active and code not in people and where(code) != where(people[-1])
    ]
    return _judged(view, others, offer, max(LEAST, MOST // len(cycles)))


def swap_asked(view: BoardView, people: Sequence[str], cycles: Sequence[str]) -> str:
    """With whom somebody swaps in these cycles; or, of two people, whose place the second gets."""
    when = cycles_said(cycles)
    if len(people) == 1:
        return f"With whom does {view.workspace.name_of(people[0])} swap in {when}?"
    one, two = (view.short_name(person).text for person in people)
    return f"{one} to the place of {two} in {when}; {two} to whose?"


def _judged(view: BoardView, codes: list[str], offer: Callable[[str], Offer], most: int = MOST) -> Offers:
    def offers(words: Words) -> tuple[list[Offer], int]:
        meant = [code for code in codes if _has_all(words, view.person_text(code))]
        return sorted(map(offer, meant[:most]), key=_rank), len(meant)

    return offers


def _has_all(words: Words, text: str) -> bool:
    return all(word in text for word in words)


def _rank(offer: Offer) -> tuple[int, int, int, int]:
    conflicts = sum(f.is_conflict for f in offer.consequence.broke)
    mended = sum(f.is_conflict for f in offer.consequence.mended)
    return (offer.fit, conflicts, -mended, len(offer.consequence.broke))


def _person(
    view: BoardView,
    code: str,
    there: Sequence[Assignment | None],
    figures: Words,
    consequence: Consequence,
) -> Offer:
    person = view.workspace.programme.apprentices[code]
    teams = [view.workspace.programme.placements[a.placement] if a else None for a in there]
    where = " ".join(team_code(team) if team else "no place" for team in teams)
    host = teams[0].host if teams[0] else None
    return Offer(code, person.name, host, where, figures, consequence)


def _active(view: BoardView, index: int) -> Iterable[str]:
    people = view.workspace.programme.apprentices
    return (code for code, person in people.items() if view.workspace.facts.active(person)[index])


def _points(points: int) -> str:
    return f"{points} {'point ' if points == 1 else 'points'}"


def _score(change: int) -> str:
    return f"{change:+d} score" if change else "0 score"


def _where(there: Assignment | None) -> str | None:
    return there.placement if there else None
