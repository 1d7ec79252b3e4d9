"""What stands in the place of a person who was forgotten: a code that says nothing of them."""

import re
from collections.abc import Container
from itertools import count

GONE = "(forgotten)"  # in the place of a name or a text
_CODE = re.compile(r"forgotten-\d+(\.\d+)?")


def pseudonym(taken: Container[str]) -> str:
    """The first code for somebody who is forgotten that isn't taken."""
    return next(code for number in count(1) if (code := f"forgotten-{number}") not in taken)


def is_forgotten(value: object) -> bool:
    """Is it the code of somebody who was forgotten, or of a row of theirs?"""
    return isinstance(value, str) and _CODE.fullmatch(value) is not None
