"""The terminal's own cursor sits on what is in focus."""

from textual.app import App
from textual.geometry import Offset
from textual.widgets import Input

from screens.shared.pointing import Pointing


class PointingApp(App[None]):
    """An app whose cursor is asked for with each frame: what is marked may have moved, or been scrolled.

    Nothing is drawn there, and moving costs a key nothing.
    """

    _elsewhere = Offset(0, 0)  # where it was put last

    @property
    def cursor_position(self) -> Offset:
        """Where it is, on the screen: on what is marked, where one types, or where a text to be read begins.

        With nothing in focus, where it was put last.
        """
        focused = self.focused if self.screen_stack else None
        if isinstance(focused, Pointing):
            return focused.content_region.offset + focused.pointed
        if isinstance(focused, Input):  # a field that is written without being typed in would call it there
            return focused.cursor_screen_offset
        return self._elsewhere if focused is None else focused.content_region.offset

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._elsewhere = position
