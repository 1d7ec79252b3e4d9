"""What stands above the pages of the Agreement screen."""

from collections.abc import Mapping

from textual.content import Content
from textual.widget import Widget

from apprentices.text import with_capital
from screens.agreement.page import Page
from screens.shared import plain
from screens.shared.tabs import first_in_sight


class AgreementHead(Widget):
    """Two lines: the pages, each with what waits there, and how things stand. A click goes to a page."""

    auto_links = False

    def __init__(self) -> None:
        super().__init__()
        self._page, self._waiting, self._stands = Page.SIGNING, dict.fromkeys(Page, 0), plain.text("")

    def show(self, page: Page, waiting: Mapping[Page, int], stands: Content) -> None:
        """Show which page is in front, how much waits on each, and how things stand."""
        self._page, self._waiting, self._stands = page, dict(waiting), stands
        self.refresh()

    def render(self) -> Content:
        """Both lines."""
        every = list(Page)
        names = [f" {with_capital(page.value)}{self._waits(page)} " for page in every]
        first = first_in_sight(names, every.index(self._page), self.size.width)
        shown = plain.row(map(self._tab, every[first:], names[first:]), "")
        stands = self._stands.truncate(self.size.width, ellipsis=True)
        return plain.lines([shown.truncate(self.size.width, ellipsis=True), stands])

    def _waits(self, page: Page) -> str:
        return f" {self._waiting[page]}" if self._waiting[page] else ""

    def _tab(self, page: Page, name: str) -> Content:
        style = "bold reverse" if page is self._page else "$text-muted"
        return plain.text((name, style)).stylize(f"@click=screen.page('{page.value}')")
