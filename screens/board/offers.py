"""What a chooser offers: placements for a cell, people for a seat, people to swap with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto

from apprentices.board import Edit
from apprentices.deeds import cycles_said
from apprentices.options import option, rank
from apprentices.programme import Assignment
from apprentices.rules.said import Consequence
from screens.board.view import BoardView, Target
from screens.shared.words import team_code

MOST = 100  # offers that are judged and shown at a time; typing brings the others
LEAST = 20  # of these, however many cycles each is judged in

Words = tuple[str, ...]
Rank = tuple[int | str, ...]


class Fit(IntEnum):
    """What choosing something would add; the best first."""

    FITS = auto()
    AS_IT_IS = auto()  # nothing, however bad that is
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
    rank: Rank = ()  # among those that are as free
    here: bool = False  # it is so already

    @property
    def is_free(self) -> bool:
        """Whether it adds no conflict."""
        return self.fit is not Fit.BREAKS

    @property
    def fit(self) -> "Fit":
        """Whether it adds conflicts, warnings, or neither."""
        if self.here:
            return Fit.AS_IT_IS
        broke = self.consequence.broke
        if any(f.is_conflict for f in broke):
            return Fit.BREAKS
        return Fit.TO_LOOK_AT if any(f.is_warning for f in broke) else Fit.FITS


class Offers:
    """What there is to choose from. Called with words, it gives those that have all of them, the best first,
    and how many there are. Each is judged once, when it is first to be shown, or before that."""

    def __init__(
        self,
        codes: Sequence[str],
        text_of: Callable[[str], str],
        judge: Callable[[str], Offer],
        most: int | None = None,
    ) -> None:
        """`most`: how many of those that have the words are judged; None: the best of all come first."""
        self._codes, self._text_of, self._most = codes, text_of, most
        self._judge = judge
        self._judged: dict[str, Offer] = {}

    def __call__(self, words: Words) -> tuple[list[Offer], int]:
        """At most so many as can be shown, and how many have the words."""
        found = self._with(words)
        offers = map(self.judge, found[: self._most])
        return sorted(offers, key=lambda offer: (offer.fit, offer.rank))[:MOST], len(found)

    def judge(self, code: str) -> Offer:
        """One of them, judged when it is first asked for."""
        if code not in self._judged:
            self._judged[code] = self._judge(code)
        return self._judged[code]

    def to_judge(self, words: Words) -> list[str]:
        """What has to be judged before that can be told."""
        codes = self._codes if self._most is None else self._with(words)[: self._most]
        return [code for code in codes if code not in self._judged]

    def _with(self, words: Words) -> Sequence[str]:
        if not words:
            return self._codes
        return [code for code in self._codes if all(word in self._text_of(code) for word in words)]


def while_known(
    view: BoardView, targets: Iterable[Target], make: Callable[[], Offers]
) -> Callable[[], Offers | None]:
    """Makes offers anew; None where one of the targets they are for is no longer there."""
    return lambda: make() if all(map(view.knows, targets)) else None


def placements(view: BoardView, target: Target) -> Offers:
    """Every placement for a cell, the best first."""
    teams = view.workspace.programme.placements

    def offer(code: str) -> Offer:
        found = option(view.workspace, target.apprentice or "", target.cycle, code)
        team = teams[code]
        here = code == target.placement
        taken = f"{found.taken + here} of {found.seats} taken"  # as the panel counts them
        figures = (taken, _points(found.points), _score(found.score_change))
        return Offer(
            code, team.team, team.host, team_code(team), figures, found.consequence, rank(found), here
        )

    return Offers(list(teams), view.team_text, offer)


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

    return Offers([code for code in _active(view, index) if code not in there], view.person_text, offer, MOST)


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
    return Offers(others, view.person_text, offer, max(LEAST, MOST // len(cycles)))


def swap_asked(view: BoardView, people: Sequence[str], cycles: Sequence[str]) -> str:
    """With whom somebody swaps in these cycles; or, of two people, whose place the second gets."""
    when = cycles_said(cycles)
    if len(people) == 1:
        return f"With whom does {view.workspace.name_of(people[0])} swap in {when}?"
    one, two = (view.short_name(person).text for person in people)
    return f"{one} to the place of {two} in {when}; {two} to whose?"


def _person(
    view: BoardView,
    code: str,
    there: Sequence[Assignment | None],
    figures: tuple[str, ...],
    consequence: Consequence,
) -> Offer:
    person = view.workspace.programme.apprentices[code]
    teams = [view.workspace.programme.placements[a.placement] if a else None for a in there]
    where = " ".join(team_code(team) if team else "no place" for team in teams)
    host = teams[0].host if teams[0] else None
    conflicts = sum(f.is_conflict for f in consequence.broke)
    mended = sum(f.is_conflict for f in consequence.mended)
    rank = (conflicts, -mended, len(consequence.broke))
    return Offer(code, person.name, host, where, figures, consequence, rank)


def _active(view: BoardView, index: int) -> Iterable[str]:
    people, active = view.workspace.programme.apprentices, view.workspace.facts.active
    return (code for code, person in people.items() if active(person)[index])


def _points(points: int) -> str:
    return f"{points} {'point ' if points == 1 else 'points'}"


def _score(change: int) -> str:
    return f"{change:+d} score" if change else "0 score"


def _where(there: Assignment | None) -> str | None:
    return there.placement if there else None
