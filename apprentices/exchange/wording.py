"""How messages about files quote what stands there and guess what was meant."""

import re
from collections.abc import Iterable

from apprentices.text import closest, shown

_LONGEST_QUOTE = 60
_FORGIVEN_IN_TITLES = re.compile(r"[\s_*]+")

_OWN_TITLES = ("note", "x-")


def quoted(text: str) -> str:
    """The text in quotes on one line, shortened, and harmless for a terminal."""
    tidy = shown(text).strip()
    if len(tidy) > _LONGEST_QUOTE:
        tidy = tidy[: _LONGEST_QUOTE - 1] + "…"
    return f'"{tidy}"'


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """`; did you mean …?` with the likeliest of the candidates, or nothing."""
    found = closest(word, candidates)
    return f"; did you mean {found[0]}?" if found else ""


def plain_title(title: str) -> str:
    """A column's title without what people may write differently."""
    return _FORGIVEN_IN_TITLES.sub("", title).lower()


def is_peoples_own(title: str) -> bool:
    """Whether a column that is none of the table's is somebody's own: not read, and nothing wrong."""
    return plain_title(title).startswith(_OWN_TITLES)
