"""What comes in from the terminal: each key is dealt with before the next is looked at.

Textual hands a key to the widget that has the focus, and does what it is bound to when it has come back up
from there. By then it has handed on the keys behind it as well: of `/x`, typed at once, the `x` would clear a
cell in place of being a letter of the filter.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import suppress

from textual import events
from textual.errors import NoWidget
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

from screens.ending import EndingApp
from screens.resting import Rest
from screens.shared import plain
from screens.shared.phrase import clean
from screens.shared.steady import SteadyScreen
from screens.shared.too_small import is_too_small

LOOK_SECONDS = 0.005  # between two looks whether what has to wait can be handed on

Incoming = events.InputEvent | events.Paste


class IncomingApp(EndingApp):
    """An app that looks at one key, or click, at a time."""

    has_other_colours = True  # than its screens were first styled with, for all that is known

    class Dealt(Message):
        """Sent after a key or a click, on the same way: when it is back, that has done all that it does.

        After `enter` and clicks it is sent `again`, behind what a line or list tells of itself then.
        """

        def __init__(self, again: bool = False) -> None:
            super().__init__()
            self.again = again

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[Incoming] = deque()
        self._handed_to: MessagePump | None = None  # what the last key or click was for, until it is back
        self._look: asyncio.TimerHandle | None = None  # the next, while something has to wait
        self.rest = Rest(self.call_later, self.ahead)

    async def on_event(self, event: events.Event) -> None:
        """Hold what comes in until it is its turn."""
        if not isinstance(event, Incoming):
            await super().on_event(event)
        elif event.is_forwarded:
            if self.screen_stack:  # else the app is about to end
                await super().on_event(event)
        else:
            self._held.append(event)
            await self._deal()

    @property
    def keeps_keys(self) -> bool:
        """Whether keys wait until something long is done; for the app that does such things."""
        return False

    def ahead(self) -> Iterator[None]:
        """Make what may be asked for next, piece by piece; for the app that has something."""
        yield from ()

    def leaves(self, key: str) -> bool:
        """Whether a key is one that leaves the program; for the app that has keys."""
        return False

    def _is_for_nobody(self, event: Incoming) -> bool:
        """Whether nobody sees what it would do; what is done with the mouse, the cover keeps to itself."""
        if not is_too_small(self.size):
            return False
        return isinstance(event, events.Paste) or (
            isinstance(event, events.Key) and not self.leaves(event.key)
        )

    async def on_incoming_app_dealt(self, event: Dealt) -> None:
        """The next; or a rest."""
        if event.again and self._handed_to is not None and self._handed_to.post_message(self.Dealt()):
            return
        self._handed_to = None
        self.rest.begin()
        await self._deal()

    async def _deal(self) -> None:
        """Hand on what is held; what has to wait is looked at again, behind all that the app has to do."""
        while self._held and self._is_ready:
            await self._hand_on(self._held.popleft())
        if self._held and self._look is None:
            loop = asyncio.get_running_loop()
            self._look = loop.call_later(LOOK_SECONDS, self.call_later, self._look_again)

    async def _look_again(self) -> None:
        self._look = None
        await self._deal()

    @property
    def _is_ready(self) -> bool:
        """Whether the next can be handed on, however long what is before it takes."""
        return bool(self.screen_stack) and not self.keeps_keys and not self._is_awaited and self._is_laid_out

    @property
    def _is_awaited(self) -> bool:
        """Whether the last key is still to come back: it does not where its widget has gone away."""
        there = self._handed_to
        return there is not None and there.is_running and there.is_attached

    @property
    def _is_laid_out(self) -> bool:
        """Whether the screen has all that an event could be for, where there is room at all."""
        screen = self.screen
        made = not (isinstance(screen, SteadyScreen) and screen.is_being_made)
        return made and screen.is_mounted and bool(screen.size) == bool(self.size)

    async def _hand_on(self, event: Incoming) -> None:
        if self._is_for_nobody(event):
            return
        if isinstance(event, events.Paste):
            from textual.widgets import Input  # the first frame is drawn without

            is_line = isinstance(self.focused, Input)
            event.text = clean(event.text) if is_line else plain.cells(event.text)
        await super().on_event(event)
        if isinstance(event, events.Key | events.MouseUp) and self.screen_stack:
            self._handed_to = self._taker(event)
            again = isinstance(event, events.MouseUp) or event.key == "enter"
            self._handed_to.post_message(self.Dealt(again))

    def _taker(self, event: events.Key | events.MouseUp) -> Widget:
        """Whom a key, or a click, is for."""
        if isinstance(event, events.Key):
            return self.focused or self.screen
        with suppress(NoWidget):  # beyond the edge
            return self.mouse_captured or self.get_widget_at(event.x, event.y)[0]
        return self.screen
