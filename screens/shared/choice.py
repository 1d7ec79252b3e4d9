"""One line of things to choose from: one of them, or any of them."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from screens.shared import plain
from screens.shared.pointing import Pointing

SPACE = 2  # columns between two


class Choice(Pointing, Widget, can_focus=True, inherit_bindings=False):
    """Marks of its own for what is chosen, `(•)` or `[x]`, so that no meaning hangs on colour.

    `refused` says by name why something can't be chosen now.
    """

    class Refused(Message):
        """Somebody wanted what can't be chosen."""

        def __init__(self, choice: "Choice", why: str) -> None:
            super().__init__()
            self.choice = choice
            self.why = why

    class Changed(Message):
        """Something else is chosen."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, names: Sequence[str], chosen: Sequence[str] = (), any_number: bool = False) -> None:
        super().__init__()
        self.names = tuple(names)
        self.chosen = set(chosen)
        self._any_number = any_number
        self._suggested = True
        self.refused: Mapping[str, str] = {}
        self._here = next((i for i, name in enumerate(self.names) if name in self.chosen), 0)

    @property
    def value(self) -> str:
        """The one that is chosen."""
        return next(name for name in self.names if name in self.chosen)

    def refuse(self, refused: Mapping[str, str], instead: str) -> None:
        """Say what can't be chosen, and what is chosen where it was."""
        self.refused = refused
        if self.chosen & refused.keys():
            self.choose(instead)
        self.refresh()

    def choose(self, name: str) -> None:
        """Choose that one alone."""
        self.chosen = {name}
        self._here = self.names.index(name)
        self.refresh()

    def suggest(self, name: str) -> None:
        """Choose the one that serves best now, unless somebody has chosen."""
        if self._suggested:
            self.choose(name)

    def ahead(self, by: int) -> Sequence[str]:
        """The names from here on, the nearest first: those after it, or (`by` below 0) before it."""
        return self.names[self._here + 1 :] if by > 0 else self.names[: self._here][::-1]

    def step(self, by: int) -> None:
        """To the next that can be chosen, or the one before; chosen at once where only one can be."""
        ahead = self.ahead(by)
        free = [name for name in ahead if name not in self.refused]
        for name in free[:1] or ahead[:1]:
            self._go_to(self.names.index(name), choose=not self._any_number)

    def take(self, name: str) -> None:
        """Go to that one and choose it, or no longer."""
        self._go_to(self.names.index(name), choose=True)

    def toggle(self) -> None:
        """Choose what the cursor is on, or no longer."""
        self._go_to(self._here, choose=True)

    @property
    def pointed(self) -> Offset:
        """The choice under the cursor."""
        return Offset(sum(cell_len(f"[x] {name}") + SPACE for name in self.names[: self._here]), 0)

    def render(self) -> Content:
        """One line."""
        parts = []
        for number, name in enumerate(self.names):
            is_chosen = name in self.chosen
            mark = f"[{'x' if is_chosen else ' '}]" if self._any_number else f"({'•' if is_chosen else ' '})"
            style = "bold" if is_chosen else ""
            if name in self.refused:
                style = "$text-disabled"
            if self.has_focus and number == self._here:
                style = f"{style} reverse"
            parts.append(plain.text((f"{mark} {name}", style)))
        return plain.row(parts, " " * SPACE).truncate(self.size.width, ellipsis=True)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        x = 0
        for number, name in enumerate(self.names):
            width = cell_len(f"[x] {name}")
            if x <= event.x < x + width:
                self._go_to(number, choose=True)
            x += width + SPACE

    def _go_to(self, number: int, choose: bool) -> None:
        name = self.names[number]
        if name in self.refused:
            self.post_message(self.Refused(self, self.refused[name]))
            return
        self._here = number
        if choose:
            self._suggested = False
            if not self._any_number:
                self.chosen = {name}
            else:
                self.chosen ^= {name}
            self.post_message(self.Changed(self))
        self.refresh()


class StepsChoice:
    """A screen whose keys step through the choice in focus; to stand before Textual's class in the bases."""

    def action_left(self) -> None:
        """The choice before."""
        self._step(-1)

    def action_right(self) -> None:
        """The next choice."""
        self._step(1)

    def _step(self, by: int) -> None:
        here = self.focused  # type: ignore[attr-defined]
        if isinstance(here, Choice):
            here.step(by)
