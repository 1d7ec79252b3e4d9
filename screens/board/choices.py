"""The list of a chooser, drawn line by line so that it is there at once."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate, groupby
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from apprentices.rules.said import Finding
from apprentices.rules.words import join
from screens.board.effects import HEADINGS, effects
from screens.board.offers import Offer
from screens.shared import plain
from screens.shared.looks import HostLook
from screens.shared.words import fit, says

LEAST_NAME = 12  # columns of a name, before figures give way
TEAM = 10  # columns of a team's code
FIGURES = (14, 12, 11)  # columns of `1 of 2 taken`, `5 points`, `+5 score`, with what parts them
NOBODY = -1  # whose lines the headings are
Make = Callable[[], Content]


class ChoiceList(ScrollView, can_focus=False, inherit_bindings=False):
    """Offers under headings, one of them marked: a line each, and a line for each thing it would do."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--head", "choices--marked"}

    class Marked(Message):
        """Another offer is marked."""

    class Taken(Message):
        """An offer was clicked."""

    def __init__(self, looks: dict[str, HostLook]) -> None:
        super().__init__()
        self._looks = looks
        self._offers: list[Offer] = []
        self._note = ""
        self._lines: list[tuple[int, Make]] = []  # the number of the offer, and what makes one of its lines
        self.marked = 0

    def show(self, offers: list[Offer], note: str) -> None:
        """Show offers, the first of them marked; the note stands above them."""
        self._offers = offers
        self._note = note
        self.marked = 0
        self._lay_out()
        self.scroll_to(0, 0, animate=False, force=True)
        self.refresh()
        self.post_message(self.Marked())

    def mark(self, number: int) -> None:
        """Mark an offer, the nearest there is, and show it."""
        self.marked = max(0, min(number, len(self._offers) - 1))
        mine = [y for y, (owner, _) in enumerate(self._lines) if owner == self.marked]
        if mine:
            above = mine[0] - 1 if self._lines[mine[0] - 1][0] == NOBODY else mine[0]  # with its heading
            top = max(mine[-1] - self.size.height + 1, min(self.scroll_offset.y, above if above > 1 else 0))
            self.scroll_to(y=top, animate=False, force=True)
        self.refresh()
        self.post_message(self.Marked())

    def page(self, direction: int) -> None:
        """Mark an offer that is about a page away."""
        lines = max(1, len(self._lines) // max(1, len(self._offers)))
        self.mark(self.marked + direction * max(1, self.size.height // lines))

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """A heading, or a line of an offer."""
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        owner, make = self._lines[number]
        names = {NOBODY: "choices--head", self.marked: "choices--marked"}
        return self._strip(make(), self._style(names[owner]) if owner in names else self.visual_style)

    def _strip(self, line: Content, style: Style) -> Strip:
        return plain.legible(plain.strip(self, line, self.scrollable_content_region.width, style))

    def _style(self, name: str) -> Style:
        return self.get_visual_style(name)

    def _lay_out(self) -> None:
        self._lines = [(NOBODY, partial(plain.text, f" {self._note}"))] if self._note else []
        for kind, group in groupby(enumerate(self._offers), key=lambda numbered: numbered[1].fit):
            offers = list(group)
            heading = (f" {HEADINGS[kind]} ({len(offers)})", "bold")
            self._lines.append((NOBODY, partial(plain.text, heading)))
            self._lines += ((number, make) for number, offer in offers for make in self._makes(offer))
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))

    def _widths(self, figures: int) -> list[int]:
        """The columns of as many figures as there is room for."""
        left = self.scrollable_content_region.width - 3 - LEAST_NAME - TEAM
        return [width for width, end in zip(FIGURES, accumulate(FIGURES), strict=True) if end <= left][
            :figures
        ]

    def _makes(self, offer: Offer) -> Iterator[Make]:
        yield partial(self._said, offer)
        for mark, verb, findings, colour in effects(offer.consequence):
            yield partial(_effect_said, mark, verb, findings, colour if offer.is_free else "$text-muted")

    def _said(self, offer: Offer) -> Content:
        look = self._looks.get(offer.host or "")
        tone = "" if offer.is_free else "$text-muted"
        widths = self._widths(len(offer.figures))
        figures = "".join(figure.rjust(width) for figure, width in zip(offer.figures, widths, strict=False))
        now = " (now)" if offer.here else ""
        room = max(LEAST_NAME, self.scrollable_content_region.width - 4 - TEAM - sum(widths))
        return plain.text(
            (f" {look.symbol if look else ' '} ", look.colour if look and offer.is_free else tone),
            (f"{_named(offer.name, now, room - 1)} ", "bold" if offer.is_free else tone),
            (fit(offer.team, TEAM), "$text-muted"),
            (figures, tone),
        )

    # -- what happens to it

    def on_resize(self) -> None:
        """The columns depend on the width; what is marked stays in sight where the story below takes room."""
        self._lay_out()
        self.mark(self.marked)

    def on_click(self, event: events.Click) -> None:
        """A click marks; on what is marked already, it takes."""
        number = self._offer_at(event)
        if number is None:
            return
        if number == self.marked:
            self.post_message(self.Taken())
        else:
            self.mark(number)

    def _offer_at(self, event: events.MouseEvent) -> int | None:
        number = event.y + self.scroll_offset.y
        if number >= len(self._lines) or self._lines[number][0] == NOBODY:
            return None
        return self._lines[number][0]


def _effect_said(mark: str, verb: str, findings: list[Finding], colour: str) -> Content:
    words = join(dict.fromkeys(map(says, findings)))
    return plain.text((f"     {mark} {verb}: {words}", colour))


def _named(name: str, now: str, room: int) -> str:
    """The name, cut before what is said of it."""
    return fit(f"{name}{now}" if len(name) + len(now) <= room else f"{fit(name, room - len(now))}{now}", room)
