"""Choosing among offers: placements for a cell, people for a seat, people to swap with."""

from collections.abc import Iterator
from functools import partial

from apprentices.deeds import cycles_said
from apprentices.rules.words import join
from plainly.desk import Desk
from plainly.page import Item, Page, stay
from plainly.talk import Back
from screens.board.effects import HEADINGS, effects
from screens.board.offers import Offer, Offers, people_to_swap_with
from screens.board.view import BoardView
from screens.shared.words import says


def choose(desk: Desk, title: str, offers: Offers) -> str:
    """The code of what was chosen. Raises `Back` where nothing was."""
    shown, found = offers(())
    more = [f"The best {len(shown)} of {found}."] if len(shown) < found else []
    chosen: list[str] = []
    items = [
        Item(" ".join(_said(offer)), partial(chosen.append, offer.code), HEADINGS[offer.fit])
        for offer in shown
    ]
    stay(desk, lambda: None if chosen else Page(title, more, items))
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
    title = f"With whom does {desk.workspace.name_of(apprentice)} swap in {cycles_said(cycles)}?"
    other = choose(desk, title, people_to_swap_with(view, [apprentice], cycles))
    return [apprentice, other], cycles
