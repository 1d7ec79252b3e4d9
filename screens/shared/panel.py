"""The panel beside or below a board, calendar or list: everything about what is marked."""

from collections.abc import Iterator
from typing import Any

from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from screens.shared import plain
from screens.shared.command import Commanded
from screens.shared.long_names import with_names_cut
from screens.shared.paragraph import Paragraph, parts_of, read_aloud
from screens.shared.phrase import Phrase, letters_of
from screens.shared.the_app import TheApp

LEAST = 1  # lines, however much lies on it
NARROW_FROM = 50  # columns from which the parts of a paragraph share lines


class Panel(Widget):
    """Shows paragraphs. What doesn't fit is announced in the last line, with the key that gives it more room,
    and comes with the wheel. Where toasts lie on it, it makes do with the lines above them."""

    auto_links = False

    def __init__(self, frame: TheApp) -> None:
        super().__init__()
        self._frame = frame
        self._paragraphs: list[Paragraph] = []
        self._strips: list[Strip] | None = None
        self._first = 0
        self._free = 0  # lines in which nothing lies on it

    def show(self, paragraphs: list[Paragraph]) -> None:
        """Show something else, with names that are not too long for it."""
        paragraphs = with_names_cut(paragraphs, self._frame.workspace.programme)
        if paragraphs != self._paragraphs:
            self._paragraphs = paragraphs
            self._first = 0
            self._lay_out_again()

    @property
    def text(self) -> str:
        """All of it, for tests."""
        return "\n".join(map(letters_of, parts_of(self._paragraphs)))

    def in_lines(self) -> Iterator[str]:
        """All of it as it is read aloud."""
        yield from read_aloud(self._paragraphs)

    @property
    def hidden(self) -> int:
        """How many lines lie below the last that is in sight."""
        return max(0, len(self._lines) - self._first - self._free)

    def scroll_lines(self, lines: int) -> None:
        """Show what lies further down, or up."""
        most = max(0, len(self._lines) - self._free)
        self._first = max(0, min(self._first + lines, most))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the panel."""
        width = self.size.width
        if y == self._free - 1 and self.hidden:
            more = plain.text(f"▼ {self.hidden + 1} more lines", *self._enlarging())
            return plain.strip(self, more, width, self.visual_style)
        number = y + self._first
        if number >= len(self._lines) or y >= self._free:
            return Strip.blank(width, self.rich_style)
        return self._lines[number].adjust_cell_length(width, self.rich_style)

    @property
    def _lines(self) -> list[Strip]:
        if self._strips is None:
            self._strips = self._lay_out()
        return self._strips

    def _lay_out(self) -> list[Strip]:
        width = max(1, self.size.width)
        narrow = width >= NARROW_FROM
        strips: list[Strip] = []
        paragraphs = self._paragraphs
        if narrow:
            first, *others = paragraphs or [Paragraph(())]
            paragraphs = [first, *sorted(others, key=lambda paragraph: not paragraph.pressing)]
        for number, paragraph in enumerate(paragraphs):
            if number and not narrow:
                strips.append(Strip.blank(width, self.rich_style))
            for line in paragraph.sharing_lines(width) if narrow else paragraph.parts:
                strips += self._wrap(line, width)
        return strips

    def _wrap(self, line: Phrase, width: int) -> list[Strip]:
        screen = self.screen
        now = screen.in_force(line) if isinstance(screen, Commanded) else line
        return Visual.to_strips(self, plain.text(*now), width, None, self.visual_style)

    def _enlarging(self) -> Phrase:
        """The key that gives it more room, where its screen has one."""
        screen = self.screen
        if not isinstance(screen, Commanded):
            return ()
        own = [one.id for one in screen.all_declared() if one.action == "panel"]
        return (": ", screen.way(own[0], "enlarges")) if own else ()

    def _lay_out_again(self) -> None:
        self._strips = None
        self.refresh()

    def on_mount(self) -> None:
        """Look for what lies on it whenever something has come or gone."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._look_above, immediate=True)

    def _look_above(self, screen: Screen[Any]) -> None:
        end = self.content_region.bottom
        tops = [toast.region.y for toast in screen.query("Toast") if toast.region.overlaps(self.region)]
        free = max(LEAST, min([end, *tops]) - self.content_region.y)
        if free != self._free:
            self._free = free
            self.refresh()

    def on_resize(self) -> None:
        """Wrap the lines anew."""
        self._lay_out_again()

    def notify_style_update(self) -> None:
        """Take on the colours of a new theme."""
        super().notify_style_update()
        self._strips = None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """One line further down."""
        self.scroll_lines(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """One line further up."""
        self.scroll_lines(-1)
