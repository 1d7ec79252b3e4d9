"""A line to type in, whatever is put into it."""

import re

from textual.widgets import Input


class TypedLine(Input):
    """Copied cells have tabs and line ends, which a terminal would draw across what stands beside."""

    def validate_value(self, value: str) -> str:
        """As many letters, so that the cursor stays where it belongs."""
        return re.sub(r"\s", " ", value)
