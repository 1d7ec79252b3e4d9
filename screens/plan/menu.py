"""Things to choose one of, a line each, and beside each what it would do."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Offset

from screens.shared import plain
from screens.shared.choice import Choice


class Menu(Choice):
    """A `Choice` from top to bottom. `labels` are what stands for the names, `notes` what is said of them."""

    def __init__(self, labels: Mapping[str, str], chosen: str) -> None:
        super().__init__(tuple(labels), (chosen,))
        self._labels = labels
        self._notes: Mapping[str, str] = {}
        self.styles.height = len(labels)

    def say(self, notes: Mapping[str, str]) -> None:
        """Say other things of what can be chosen."""
        if notes != self._notes:
            self._notes = notes
            self.refresh()

    def can_step(self, by: int) -> bool:
        """Whether there is something to choose further down, or up."""
        return any(name not in self.refused for name in self.ahead(by))

    @property
    def pointed(self) -> Offset:
        """The line of what is chosen."""
        return Offset(0, next(number for number, name in enumerate(self.names) if name in self.chosen))

    def render(self) -> Content:
        """A line each."""
        widest = max(map(cell_len, self._labels.values()))
        return plain.lines([self._line(name, widest) for name in self.names])

    def _line(self, name: str, widest: int) -> Content:
        label = self._labels[name]
        chosen, refused = name in self.chosen, name in self.refused
        style = "$text-disabled" if refused else "bold" if chosen else ""
        if self.has_focus and chosen:
            style = f"{style} reverse"
        mark = f"({'•' if chosen else ' '}) {label}"
        note = self.refused.get(name, self._notes.get(name, ""))
        blank = " " * (widest - cell_len(label) + 2)
        line = plain.text((mark, style), blank, (note, "$text-muted"))
        return line.truncate(self.size.width, ellipsis=True)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        event.prevent_default()  # what lies beside each other is looked for by columns
        names: Sequence[str] = self.names
        if event.y < len(names):
            self.take(names[event.y])
