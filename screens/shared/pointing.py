"""Where the terminal's own cursor belongs: screen readers, magnifiers and braille displays follow it."""

from textual.geometry import Offset


class Pointing:
    """A widget that marks a line, a cell or a choice; to stand before Textual's class among the bases."""

    @property
    def pointed(self) -> Offset:
        """Where what is marked begins, seen from the widget's content."""
        raise NotImplementedError
