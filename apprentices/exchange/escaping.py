"""Text that a spreadsheet would run as a formula: made harmless in a CSV, and read back unchanged.

One apostrophe goes before a text that starts with one of the dangerous characters, also where
apostrophes already stand before it, so that taking exactly one off again is always right.
"""

import re

_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")


def escape(text: str) -> str:
    """The text as it may stand in a CSV."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unescape(text: str) -> str:
    """What `escape` was given."""
    return text[1:] if text.startswith("'") and _ESCAPED.match(text) else text
