"""A screen says itself in lines: for a screen reader, or to be taken elsewhere."""

from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.widget import Widget

from apprentices.rules.words import count
from apprentices.workspace import Workspace
from screens.shared.looks import SYMBOLS
from screens.shared.panel import Panel
from screens.shared.phrase import in_words

WIDE = 200  # columns for which lines are made that nobody draws
_NO_SYMBOLS = str.maketrans("", "", SYMBOLS)


def spoken(drawn: Content) -> str:
    """A line that is made to be drawn, without symbols of hosts and the blanks that lay it out."""
    return " ".join(drawn.plain.translate(_NO_SYMBOLS).split())


def in_lines(title: str, workspace: Workspace, content: Iterable[str], screen: Widget) -> list[str]:
    """All of a screen: what it is, how the programme stands, its own content, and what is marked in full."""
    return [in_words(line) for line in _lines(title, workspace, content, screen)]


def _lines(title: str, workspace: Workspace, content: Iterable[str], screen: Widget) -> Iterator[str]:
    yield title
    if counts := workspace.counts():
        yield f"{count(counts[0], 'conflict')}, {count(counts[1], 'warning')}."
    yield from content
    told = [line for panel in screen.query(Panel) for line in panel.in_lines()]
    if told:
        yield from ("", "What is marked:", *told)
