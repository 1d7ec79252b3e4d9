"""What stands above the findings: how they are grouped, what is left out, and the names of the columns."""

from collections.abc import Mapping

from textual.content import Content
from textual.widget import Widget

from apprentices.to_do import By
from screens.findings.lines import Layout
from screens.shared import plain

SCROLLBAR = 1  # columns beside the list
NAMES: Mapping[By, str] = {
    By.RULE: "rule",
    By.APPRENTICE: "person",
    By.HOST: "host",
    By.CYCLE: "cycle",
    By.WEEK: "week",
}


class FindingsHead(Widget):
    """Two lines. A click on a grouping is as good as the key that comes to it."""

    auto_links = False

    def __init__(self) -> None:
        super().__init__()
        self._by, self._only = By.RULE, ""

    def show(self, by: By, only: str) -> None:
        """Show how the list is grouped, and what it is narrowed to."""
        if (by, only) != (self._by, self._only):
            self._by, self._only = by, only
            self.refresh()

    def render(self) -> Content:
        """Both lines."""
        columns = Layout.of(max(0, self.size.width - SCROLLBAR)).head
        return plain.lines([self._groupings(), plain.text((columns, "$text-muted"))])

    def _groupings(self) -> Content:
        parts = [plain.text((" By", "$text-muted"))]
        for by, name in NAMES.items():
            style = "bold reverse" if by is self._by else "$text-muted"
            parts.append(plain.text((f" {name} ", style)).stylize(f"@click=screen.group_by('{by.value}')"))
        only = plain.text((f"  {self._only}", "bold $text-warning")) if self._only else plain.text("")
        return plain.text(plain.row(parts, ""), only).truncate(self.size.width, ellipsis=True)
