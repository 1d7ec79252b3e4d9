"""How hosts look: a colour and a symbol each, so that no meaning hangs on colour alone."""

from functools import lru_cache
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

from apprentices.programme import Programme

if TYPE_CHECKING:
    from textual.color import Color

HOST_COLOUR = "$host-"  # how the colours of hosts begin, which each theme has its own of
COLOURS = tuple(f"{HOST_COLOUR}{number}" for number in range(1, 6))
SYMBOLS = "●▲■◆▼★○△□◇▽☆ⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏ"
READABLE = 4.5  # least contrast of text with what is behind it, after WCAG 2 AA
PINNED = "*"
CONFLICT, WARNING, WAIVED, DIFFERENT = "!", "?", "~", "≠"


class HostLook(NamedTuple):
    """How one host is drawn; the colour is a variable of the theme."""

    symbol: str
    colour: str


def host_looks(programme: Programme) -> dict[str, HostLook]:
    """A look for each host, in the order of hosts.csv; colours come round again sooner than symbols."""
    looks = zip(programme.hosts, cycle(SYMBOLS), cycle(COLOURS), strict=False)
    return {host: HostLook(symbol, colour) for host, symbol, colour in looks}


@lru_cache(maxsize=256)
def readable(colour: "Color", ground: "Color") -> "Color":
    """The colour, moved towards black or white until it can be read on that ground."""
    from textual.color import Color

    goal = Color.parse("white") if _luminance(ground) < 0.2 else Color.parse("black")
    for step in range(10):
        shade = colour.blend(goal, step / 10)
        if contrast(shade, ground) >= READABLE:
            return shade
    return goal


def contrast(one: "Color", other: "Color") -> float:
    """The contrast ratio of two colours after WCAG 2: 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: "Color") -> float:
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
