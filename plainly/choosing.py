"""Choosing among offers: placements for a cell, people for a seat, people to swap with."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from apprentices.errors import UsageError
from apprentices.programme import Programme
from apprentices.rules.said import Consequence, Finding
from apprentices.rules.words import host_name, join, team_name
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, stay
from plainly.talk import Back
from screens.board.edits import CHANGED_MEANWHILE
from screens.board.effects import HEADINGS, effects
from screens.board.offers import Offer, Offers, people_to_swap_with, swap_asked, while_known
from screens.board.view import BoardView, Target
from screens.shared.words import says

Make = Callable[[], Offers | None]


def choose(
    desk: Desk, view: BoardView, title: str, make: Make, letters: Sequence[Letter] = (), several: bool = False
) -> str:
    """The code of what was chosen of what `make` gives: None where what it is for is no longer there.

    Where `several` people move, an offer says whose it is what it breaks and mends.

    Raises `Back` where nothing was chosen, and `UsageError` where there is nothing to choose for any more.
    """
    choosing = _Choosing(view, title, make, letters, several)
    stay(desk, choosing.page)
    if choosing.is_over:
        raise UsageError(CHANGED_MEANWHILE)
    if choosing.chosen is None:
        raise Back
    return choosing.chosen


class _Choosing:
    """What there is to choose from in the workspace as it is now, and what was chosen."""

    def __init__(
        self, view: BoardView, title: str, make: Make, letters: Sequence[Letter], several: bool
    ) -> None:
        self._view, self._title, self._make, self._letters = view, title, make, letters
        self._several = several
        self._offers: Offers | None = None
        self._judged: Sequence[Finding] | None = None  # as of which they are offered
        self._had_some = False
        self.chosen: str | None = None
        self.is_over = False

    def page(self) -> Page | None:
        """None once something is chosen, or there is nothing to choose for."""
        if self.chosen is not None:
            return None
        self._renew()
        shown, found = self._offers(()) if self._offers else ([], 0)
        if self._offers is None or (self._had_some and not found):
            self.is_over = True
            return None
        self._had_some = found > 0
        is_all = len(shown) == found
        more = [] if is_all else [f"The best {len(shown)} of {found}; / and words find the others."]
        return Page(self._title, more, self._items(shown), self._letters, partial(self._found, self._offers))

    def _renew(self) -> None:
        """Make the offers anew where something has changed: they are kept as long as the findings are."""
        judged = self._view.workspace.findings()
        if judged is not self._judged:
            self._judged = judged
            self._view.renew()
            self._offers = self._make()

    def _found(self, offers: Offers, words: tuple[str, ...]) -> list[Item]:
        return self._items(offers(words)[0])

    def _items(self, offers: Sequence[Offer]) -> list[Item]:
        return [
            Item(" ".join(self._said(offer)), partial(self._take, offer.code), HEADINGS[offer.fit])
            for offer in offers
        ]

    def _said(self, offer: Offer) -> Iterator[str]:
        """An offer, its figures, and what it would do."""
        where = f" ({offer.host})" if offer.host else ""
        figures = ", ".join(figure.strip() for figure in (offer.team, *offer.figures))
        yield f"{offer.name}{where}{', now' if offer.here else ''}: {figures}."
        if self._several:
            yield from whose_said(self._view.workspace.programme, offer.consequence)
            return
        for _, verb, findings, _ in effects(offer.consequence):
            yield f"{verb.capitalize()}: {join(dict.fromkeys(map(says, findings)))}."

    def _take(self, code: str) -> None:
        self.chosen = code


def whose_said(programme: Programme, consequence: Consequence) -> Iterator[str]:
    """What an edit breaks and mends, and for which people, teams or hosts."""
    for _, verb, findings, _ in effects(consequence):
        whose: dict[str, list[str]] = {}
        for finding in findings:
            whose.setdefault(says(finding), []).append(_whose(programme, finding))
        for words, names in whose.items():
            yield f"{verb.capitalize()}: {words}, for {join(dict.fromkeys(names))}."


def _whose(programme: Programme, finding: Finding) -> str:
    if finding.apprentice:
        return programme.apprentices[finding.apprentice].name
    if finding.placement:
        return team_name(programme.placements[finding.placement])
    return host_name(programme, finding.host or "")


def with_whom(desk: Desk, view: BoardView, apprentice: str, cycle: str) -> tuple[list[str], list[str]]:
    """The people of a swap, and its cycles. Raises `Back` where there is none."""
    start = view.board.cycle_index[cycle]
    left = view.board.cycles[start:]
    answer = desk.talk.ask(f"In how many cycles from {cycle} on? Enter takes 1, at most {len(left)}:")
    number = int(answer[:9]) if answer.isascii() and answer.isdigit() else 1
    cycles = list(left[: max(1, number)])
    return _Ring(desk, view, apprentice, cycles).closed(), cycles


class _Ring:
    """The people of a swap: each gets what the next has, and the last what the first has."""

    def __init__(self, desk: Desk, view: BoardView, apprentice: str, cycles: list[str]) -> None:
        self._desk, self._view, self._cycles = desk, view, cycles
        self._people, self._is_three = [apprentice], False

    def closed(self) -> list[str]:
        """All of them. Raises `Back` where nobody was chosen."""
        help_ = "Whom you choose is the second of three, and the third is chosen next; or two again."
        turn = Letter("t", "Among three, or two", self._turn, help_)
        self._choose([turn])
        if self._is_three:
            self._choose([])
        return self._people

    def _choose(self, letters: list[Letter]) -> None:
        title = swap_asked(self._view, self._people, self._cycles)
        there = [Target(cycle, person) for cycle in self._cycles for person in self._people]
        make = partial(people_to_swap_with, self._view, self._people, self._cycles)
        offers = while_known(self._view, there, make)
        self._people.append(choose(self._desk, self._view, title, offers, letters, several=True))

    def _turn(self) -> None:
        self._is_three = not self._is_three
        self._desk.talk.say("Among three: choose the second." if self._is_three else "Among two.")
