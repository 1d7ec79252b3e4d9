"""Screens that come to rest."""

from textual import events

from screens.shared.too_small import cover


class SteadyScreen:
    """A screen that comes to rest; to stand before Textual's class among the bases.

    Of two sizes that wait with something between them, Textual lays out one after the other, has both sent
    again by that, and goes on so for ever.
    """

    is_styled = False  # since all style sheets were read

    @property
    def is_being_made(self) -> bool:
        """Whether the part that keys are for is not there yet."""
        return False

    async def on_event(self, event: events.Event) -> None:
        """Keep the styles when it comes to the front, where it has all of them: meanwhile only other colours
        have changed them."""
        if isinstance(event, events.ScreenResume):
            event.refresh_styles = not self.is_styled or self.app.has_other_colours  # type: ignore[attr-defined]
            self.is_styled = True
        await super().on_event(event)  # type: ignore[misc]

    def on_resize(self, event: events.Resize) -> None:
        """Leave out a size that is past, and cover the screen where there is no room for it."""
        if event.size != self.app.size:  # type: ignore[attr-defined]
            event.stop()
            event.prevent_default()
        else:
            cover(self, event.size)  # type: ignore[arg-type]
