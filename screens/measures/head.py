"""What stands above the measures: the period, and what the marks mean."""

from textual.content import Content
from textual.widget import Widget

from screens.shared import plain


class MeasuresHead(Widget):
    """Two lines."""

    def __init__(self) -> None:
        super().__init__()
        self._period, self._legend = "", ""

    def show(self, period: str, legend: str) -> None:
        """Show other words."""
        self._period, self._legend = period, legend
        self.refresh()

    def render(self) -> Content:
        """Both lines."""
        legend = plain.text((f" {self._legend}", "$text-muted")).truncate(self.size.width, ellipsis=True)
        return plain.lines([plain.text((f" {self._period}", "bold")), legend])
