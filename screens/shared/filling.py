"""A dialog with fields to be filled in: ways from field to field, and the question before it is left."""

from collections.abc import Callable
from typing import ClassVar

from textual.widgets import Input

from screens.shared.choice import StepsChoice
from screens.shared.completion import Completion
from screens.shared.dialog import Dialog, Result
from screens.shared.field import Fields
from screens.shared.question import GraveQuestion


class NotedFields(Fields):
    """Fields whose notes stand beside them where there is room."""

    CRAMPED, STACKED = 60, 92


class FillingDialog(StepsChoice, Dialog[Result]):
    """Gives what was filled in, or None where it was left."""

    IS_TYPED_IN = True
    ASKS: ClassVar[str] = "Leave all the same?"
    fields: NotedFields

    def would_be_lost(self) -> str:
        """What leaving would lose, in words; "" where that is nothing."""
        raise NotImplementedError

    def keeps_open(self, leave: Callable[[], object]) -> bool:
        """Ask before what was filled in is lost."""
        lost = self.would_be_lost()
        if not lost or not self.is_active:
            return False

        def answered(yes: bool | None) -> None:
            if yes:
                leave()

        self.app.push_screen(GraveQuestion(self.ASKS, lost, "leave"), answered)
        return True

    def action_leave(self) -> None:
        """Give nothing."""
        if not self.keeps_open(self.dismiss):
            self.dismiss()

    def action_take_offer(self) -> None:
        """Take what the line offers to go on with; where it offers nothing, to the next field."""
        line = self.focused
        if isinstance(line, Input) and isinstance(line.suggester, Completion) and line.cursor_at_end:
            offer = line.suggester.to_take(line.value)
            if offer is not None:
                line.value = offer
                line.cursor_position = len(offer)
                return
        self.focus_next()

    def action_up(self) -> None:
        """The field before."""
        self.fields.go(-1)

    def action_down(self) -> None:
        """The next field."""
        self.fields.go(1)
