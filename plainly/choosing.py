"""Choosing among offers: placements for a cell, people for a seat, people to swap with."""

from collections.abc import Iterator, Sequence
from functools import partial

from apprentices.rules.words import join
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, stay
from plainly.talk import Back
from screens.board.effects import HEADINGS, effects
from screens.board.offers import Offer, Offers, people_to_swap_with, swap_asked
from screens.board.view import BoardView
from screens.shared.words import says


def choose(desk: Desk, title: str, offers: Offers, letters: Sequence[Letter] = ()) -> str:
    """The code of what was chosen. Raises `Back` where nothing was."""
    shown, found = offers(())
    more = [f"The best {len(shown)} of {found}; / and words find the others."] if len(shown) < found else []
    chosen: list[str] = []

    def items(of: Sequence[Offer]) -> list[Item]:
        return [
            Item(" ".join(_said(offer)), partial(chosen.append, offer.code), HEADINGS[offer.fit])
            for offer in of
        ]

    page = Page(title, more, items(shown), letters, lambda words: items(offers(words)[0]))
    stay(desk, lambda: None if chosen else page)
    if not chosen:
        raise Back
    return chosen[0]


def _said(offer: Offer) -> Iterator[str]:
    """An offer, its figures, and what it would do."""
    where = f" ({offer.host})" if offer.host else ""
    figures = ", ".join(figure.strip() for figure in (offer.team, *offer.figures))
    yield f"{offer.name}{where}{', now' if offer.here else ''}: {figures}."
    for _, verb, findings, _ in effects(offer):
        yield f"{verb.capitalize()}: {join(dict.fromkeys(map(says, findings)))}."


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
        offers = people_to_swap_with(self._view, self._people, self._cycles)
        self._people.append(choose(self._desk, title, offers, letters))

    def _turn(self) -> None:
        self._is_three = not self._is_three
        self._desk.talk.say("Among three: choose the second." if self._is_three else "Among two.")
