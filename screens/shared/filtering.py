"""A screen of which a filter leaves some rows: the line in which it is typed, and its words."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from apprentices.calendar import day_in_words
from apprentices.text import plain_letters
from screens.shared.frame import ModeScreen

if TYPE_CHECKING:
    from screens.shared.filter_line import FilterLine

FEW = 100  # texts that are made at a time
Words = tuple[str, ...]


@lru_cache(maxsize=8)  # every row asks for the same
def day_of(words: Words) -> date | None:
    """The day that the words of a filter say, as the program writes days or as files have them."""
    text = " ".join(words)
    with suppress(ValueError):
        return date.fromisoformat(text)
    return day_in_words(text)


class FilteringScreen(ModeScreen):
    """Subclasses say what there is to find, which widget shows what is left, and show it for other words."""

    FINDS: ClassVar[str]  # what there is to find, for as long as nothing is typed
    words: Words = ()

    @property
    def filtered(self) -> Widget:
        """What shows the rows that are left, and has the focus but while a filter is typed."""
        raise NotImplementedError

    @property
    def is_filtering(self) -> bool:
        """Whether a filter is being typed."""
        return bool(self.query("FilterLine"))

    def show_filtered(self) -> None:
        """Show what the words leave."""
        raise NotImplementedError

    def filter_kept(self) -> None:
        """The words are to stay; for subclasses that say so."""

    def filter_by(self, text: str) -> None:
        """Go by the words of a text; none: everything."""
        words = tuple(plain_letters(text).split())
        if words != self.words:
            self.narrow(words)

    def narrow(self, words: Words) -> None:
        """Go by other words."""
        self.words = words
        self.show_filtered()

    async def close_filter(self) -> None:
        """Back to what is shown."""
        await self.query("FilterLine").remove()
        self.set_focus(self.filtered)

    async def action_filter(self) -> None:
        """Open the line in which the filter is typed."""
        from screens.shared.filter_line import FilterLine  # a first frame has none

        if not self.is_filtering:
            line = FilterLine(" ".join(self.words), self.FINDS)
            await self.mount(line, before=self.status)
            self.set_focus(line)

    async def read_ahead(self, texts: Iterable[str]) -> None:
        """Have made what the filter looks at, a few at a time: the first letter would wait for all of it."""
        for number, _ in enumerate(texts):
            if number % FEW == 0:
                await asyncio.sleep(0)

    def on_filter_line_typed(self, event: "FilterLine.Typed") -> None:
        """Show what is left, letter by letter."""
        self.filter_by(event.text)

    async def on_filter_line_kept(self) -> None:
        """Back to what is shown; the filter stays."""
        await self.close_filter()
        self.filter_kept()
