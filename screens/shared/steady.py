"""Screens that come to rest."""

from collections.abc import Iterator

from textual import events
from textual.app import App

from screens.shared.too_small import cover


class SteadyScreen:
    """A screen that comes to rest; to stand before Textual's class among the bases.

    Of two sizes that wait with something between them, Textual lays out one after the other, has both sent
    again by that, and goes on so for ever.
    """

    _is_new = True  # until it was told of its size
    _is_in_front = False  # and knows it

    @property
    def is_being_made(self) -> bool:
        """Whether the part that keys are for is not there yet."""
        return False

    async def on_event(self, event: events.Event) -> None:
        """Come to the front once, where Textual says it twice, as it does of a screen first gone to."""
        if isinstance(event, events.ScreenResume):
            if self._is_in_front:
                return
            self._is_in_front = self.is_current  # type: ignore[attr-defined]
        elif isinstance(event, events.ScreenSuspend):
            self._is_in_front = False
        await super().on_event(event)  # type: ignore[misc]

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Keep the styles: while another screen is in front, only other colours make them different."""
        event.refresh_styles = self.app.has_other_colours  # type: ignore[attr-defined]

    def on_resize(self, event: events.Resize) -> None:
        """Leave out a size that is past, and the first, if all is laid out in it: of what it has just done
        itself, Textual tells the screen as well, and would lay out and draw all of it a second time. Cover
        the screen where there is no room for it."""
        app: App[None] = self.app  # type: ignore[attr-defined]
        is_first, self._is_new = self._is_new, False
        laid_out = self.size == event.size and self.has_classes_in(app)  # type: ignore[attr-defined]
        if event.size == app.size:
            cover(self, event.size)  # type: ignore[arg-type]
        if event.size != app.size or (is_first and laid_out):
            event.stop()
            event.prevent_default()

    def take_classes_in(self, app: App[None]) -> None:
        """Have from the start the classes that Textual would give after the first layout."""
        for name, is_here in self._classes_in(app):
            if is_here:
                self.add_class(name, update=False)  # type: ignore[attr-defined]

    def has_classes_in(self, app: App[None]) -> bool:
        """Whether it has the classes of the app's size, and no others of that kind."""
        return all(self.has_class(name) == is_here for name, is_here in self._classes_in(app))  # type: ignore[attr-defined]

    def _classes_in(self, app: App[None]) -> Iterator[tuple[str, bool]]:
        """The classes of breakpoints, and whether the app's size is theirs."""
        ways = ("HORIZONTAL_BREAKPOINTS", app.size.width), ("VERTICAL_BREAKPOINTS", app.size.height)
        for name, length in ways:
            own = getattr(self, name)
            points = getattr(app, name) if own is None else own
            here = max((point for point in points if point[0] <= length), default=None)
            yield from ((point[1], point == here) for point in points)
