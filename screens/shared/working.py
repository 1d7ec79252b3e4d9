"""Work of many steps, in sight: a bar, the step that is done, and a key that stops it."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import ProgressBar

from apprentices.errors import ProgramError
from screens.shared import plain
from screens.shared.advice import said
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog


class Step(NamedTuple):
    """One step, short enough that nobody waits for a key meanwhile."""

    name: str
    do: Callable[[], Any]


class Working(Dialog[list[Any]]):
    """Does steps one after the other; gives what each made, or None where it was stopped or one failed."""

    WHERE = "While something long is worked at"
    DECLARED = (Command("working.stop", "escape", "Stop", "Stop it; nothing is written."),)
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, title: str, steps: Sequence[Step]) -> None:
        super().__init__()
        self._title = title
        self._steps = steps
        self.failed: str | None = None  # what went wrong, in words
        self.bar = ProgressBar(total=len(steps) or 1, show_eta=False)
        self.words = plain.Words()

    def compose(self) -> ComposeResult:
        """What is being done, and how far it is."""
        with Vertical(classes="dialog") as box:
            box.border_title = plain.text(self._title)
            self.show_keys(box, "esc stop")
            yield self.words
            yield self.bar

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._work())

    async def _work(self) -> None:
        made = []
        for number, step in enumerate(self._steps):
            self.words.update(plain.text(f"{number + 1} of {len(self._steps)}: {step.name}"))
            self.bar.progress = number
            await asyncio.sleep(0)  # a key may stop it, and the bar is drawn
            try:
                made.append(step.do())
            except ProgramError as error:
                self.failed = said(error)
                self.dismiss()
                return
        self.dismiss(made)

    def action_stop(self) -> None:
        """Stop, keeping nothing."""
        self.dismiss()
