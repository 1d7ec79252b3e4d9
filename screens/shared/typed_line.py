"""A line to type in, whatever is put into it."""

import re

from textual.reactive import reactive
from textual.widgets import Input


class TypedLine(Input):
    """Copied cells have tabs and line ends, which a terminal would draw across what stands beside."""

    cursor_blink = reactive(False, init=False)  # nothing is drawn while nobody does anything

    def validate_value(self, value: str) -> str:
        """As many letters, so that the cursor stays where it belongs."""
        return re.sub(r"\s", " ", value)
