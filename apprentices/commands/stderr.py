"""What the outer edge says, on standard error: why nothing, or no more, was done."""

import sys
from contextlib import suppress

from apprentices.text import shown


def tell(*lines: str) -> None:
    """Say something on standard error, if anybody is there."""
    with suppress(OSError):
        for line in lines:
            print(shown(line), file=sys.stderr, flush=True)
