"""Going about on the Plan screen: among options and their choices, or among the lines of a plan."""

from textual.containers import Vertical

from screens.plan.about import Told
from screens.plan.options import Options
from screens.shared.choice import Choice
from screens.shared.frame import ModeScreen
from screens.shared.rows import RowList


class MovingScreen(ModeScreen):
    """What its keys do that move the cursor."""

    options: Options
    rows: RowList[Told]
    side: Vertical  # what is told of the marked line

    @property
    def is_idle(self) -> bool:
        """Whether options can be set."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Keys are commands again; else to the first option."""
        if self.options.is_typing:
            self.options.leave()
        elif self.is_idle:
            self.options.go_to_first()

    def action_done(self) -> None:
        """Keys are commands again."""
        self.options.leave()

    def action_more(self) -> None:
        """Show what is seldom asked, or hide it."""
        self.options.turn()

    def action_left(self) -> None:
        """The choice before."""
        if isinstance(self.focused, Choice):
            self.focused.step(-1)

    def action_right(self) -> None:
        """The next choice."""
        if isinstance(self.focused, Choice):
            self.focused.step(1)

    def action_choose(self) -> None:
        """Choose, or no longer; show more."""
        self.options.take()

    def action_type(self) -> None:
        """Type in a line of text."""
        self.options.take()

    def action_panel(self) -> None:
        """More room for what is told of a line, or less again."""
        self.side.toggle_class("-large")

    def _by(self, lines: int) -> None:
        if self.is_idle:
            self.options.go(lines)
        else:
            self.rows.mark_by(lines)

    def action_up(self) -> None:
        """One up."""
        self._by(-1)

    def action_down(self) -> None:
        """One down."""
        self._by(1)

    def action_page_up(self) -> None:
        """A page up."""
        self._by(-self.rows.page)

    def action_page_down(self) -> None:
        """A page down."""
        self._by(self.rows.page)

    def action_first(self) -> None:
        """To the first."""
        self._by(-1_000_000_000)

    def action_last(self) -> None:
        """To the last."""
        self._by(1_000_000_000)
