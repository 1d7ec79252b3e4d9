"""Text of people, where it comes in and where it goes out.

What comes in is one line of letters: white space of any kind is one space, and what could steer a terminal or
turn the direction of writing is refused. What goes out is cleaned once more, since files and databases may
have been written by other programs.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

# Control characters, halves of pairs, marks that turn the direction of what follows them, and what looks like
# nothing at all, by which two names could look the same.
_UNFIT = (
    "[\x00-\x1f\x7f-\x9f\xad\ud800-\udfff\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2069\u3164\ufeff\uffa0\ufffe\uffff]"
)
_SPACES = re.compile(r"\s+")  # tabs, line ends and hard spaces too
# What people and their programs write for an apostrophe, and for a hyphen.
_PLAIN = str.maketrans(
    dict.fromkeys("'`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032\uff07", "")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d", "-")
)
# Letters that are no other letter with an accent, as they are written where a keyboard has none of them.
_LATIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)


def one_line(text: str) -> str:
    """The text in one line, composed (NFC), with single spaces and none at its ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def plain_letters(text: str) -> str:
    """The text as it is looked for: in one line, whatever its capitals, without accents and apostrophes."""
    if text.isascii():  # as most is: translating each letter takes ten times as long
        return one_line(text.replace("'", "").replace("`", "")).casefold()
    text = one_line(text.translate(_PLAIN)).casefold()
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.translate(_LATIN))
    return one_line("".join(letter for letter in apart if not unicodedata.combining(letter)))


def plain_name(text: str) -> str:
    """The name as it is looked for: in plain letters, a hyphen being a space."""
    return one_line(plain_letters(text).replace("-", " "))


def with_capital(words: str) -> str:
    """Words as they begin a line or a sentence; names and abbreviations in them stay as they are."""
    return f"{words[:1].upper()}{words[1:]}"


def closest(text: str, names: Iterable[str]) -> list[str]:
    """Up to three of the names that a text may be a slip for, the likeliest first, however they are written.

    A name that was typed whole, with more behind it, goes before the others.
    """
    from difflib import get_close_matches

    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(plain_name(name), name)
    typed = plain_name(text)
    alike = get_close_matches(typed, plain)
    alike.sort(key=lambda name: not typed.startswith(name))
    return [plain[name] for name in alike]


@lru_cache(maxsize=20_000)  # the same codes are sorted again and again
def natural(code: str) -> tuple[tuple[tuple[str, int], ...], str]:
    """What codes are sorted by, as people count: A2 before A10, whatever the capitals.

    Codes that count the same, such as A1 and A01, are told apart by their letters.
    """
    parts = re.findall(r"([^0-9]*)([0-9]*)", code.casefold())
    return tuple((letters, int(digits or -1)) for letters, digits in parts), code


def unfit(text: str) -> str | None:
    """What makes a line of text unfit to be kept, in words to follow it; None where nothing does."""
    if text.isascii() and text.isprintable():
        return None  # most texts are, and the expression takes a millisecond to compile
    odd = re.search(_UNFIT, text)
    return None if odd is None else f"holds a character that can't be shown (U+{ord(odd[0]):04X})"


def columns(text: str) -> int:
    """How many columns of a terminal a line takes: letters of East Asia take two, marks upon others none."""
    return len(text) if text.isascii() else sum(map(_columns_of_letter, text))


def _columns_of_letter(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf") or "\u1160" <= letter <= "\u11ff":
        return 0  # the last are the second and third parts of a Korean syllable
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def in_lines(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns of a terminal, parted at spaces where that is possible."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if columns(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and columns(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def as_json(value: Any) -> str:
    """A value as a JSON document: letters as they are, and what is unfit to be shown as JSON escapes it."""
    import json

    document = json.dumps(value, ensure_ascii=False, indent=2)
    # What is still raw of the lower control characters are the document's own line ends.
    return re.sub(_UNFIT, lambda odd: odd[0] if odd[0] == "\n" else f"\\u{ord(odd[0]):04x}", document)


def shown(text: str) -> str:
    """The text as one line that a terminal can be given: what is unfit is shown as �."""
    return re.sub(_UNFIT, "\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text))
