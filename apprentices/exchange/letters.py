"""A letter for an apprentice: one page of HTML that stands alone, laid out for a sheet of A4.

It carries what the person needs: what has changed, where they are when, and what to bring.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

import htpy as h

from apprentices.exchange.pages import page
from apprentices.told import Told

_STYLE = """
@page { margin: 18mm 20mm }
body { max-width: 170mm; margin: 0 auto; overflow-wrap: break-word }
table { table-layout: fixed } tr, li { break-inside: avoid }
.draft { font-weight: bold; border: 2px solid #111; padding: .4em .6em }
"""
# The rotation's columns, each with its share of the width in per cent.
_COLUMNS = {"Cycle": 15, "Days": 19, "Where": 32, "Site": 17, "Supervisor": 17}
_NOT_KNOWN = "not known yet"

# What is reckoned of the room on a sheet of A4, in points, and of letters, in parts of their size.
_ACROSS, _DOWN = 480, 735
_LETTER, _LINE = 0.52, 1.35  # how wide a letter is, how high a line
_AROUND = 0.6  # lines, between what stands in a list or a table
_REST = 9  # lines: titles, the table's header, whom to ask
_SIZES = (10.5, 9.5, 8.5, 7.5, 6.5)  # of letters, in points: the first that keeps it on one sheet


class Change(NamedTuple):
    """One thing that the person is told anew, in sentences, and what to bring and to get for it."""

    cycle: str
    words: str
    bring: Sequence[str] = ()
    missing: Sequence[str] = ()


class Stay(NamedTuple):
    """One stay of the rotation, with cycle and host by their names."""

    cycle: str
    host: str
    days: str
    row: Told


class Letter(NamedTuple):
    """What one person is told; `since` names what the changes are measured against."""

    name: str
    programme: str
    of: str
    is_draft: bool
    since: str
    changes: Sequence[Change]
    stays: Sequence[Stay]
    contact: str


def letter_page(letter: Letter) -> str:
    """The page of a letter."""
    body = h.body(style=f"font-size: {_size(letter)}pt")[
        h.main[_head(letter), _changes(letter), _rotation(letter), _foot(letter)]
    ]
    return page(f"Your placements: {letter.name}", _STYLE, body)


def _size(letter: Letter) -> float:
    """The largest letters that keep it on one sheet, as far as their number tells; else the smallest."""
    sizes = (size for size in _SIZES if _lines(letter, _ACROSS / (_LETTER * size)) * _LINE * size <= _DOWN)
    return next(sizes, _SIZES[-1])


def _lines(letter: Letter, across: float) -> float:
    """How many lines it takes where so many letters stand in one."""
    head = 1.5 * _rows(letter.name, across / 1.5)  # in letters half as large again
    listed = (
        sum(_rows(text, across - 5) for text in ("; ".join((one.cycle, one.words)), *_asked(one)))
        for one in letter.changes
    )
    shares = [share / 100 for share in _COLUMNS.values()]
    told = (
        max(_rows(text, across * share - 1) for text, share in zip(_cells(stay), shares, strict=True))
        for stay in letter.stays
    )
    return _REST + head + sum(lines + _AROUND for lines in (*listed, *told))


def _rows(text: str, across: float) -> int:
    return len(wrap(text, max(1, int(across))))


def _head(letter: Letter) -> h.Fragment:
    draft = h.p(class_="draft")["This is a draft: nothing of it has been published."]
    return h.fragment[
        h.h1[letter.name],
        h.p[h.strong["Your placements"], f" in {letter.programme}" if letter.programme else None],
        draft if letter.is_draft else h.p[f"As told in {letter.of}."],
    ]


def _changes(letter: Letter) -> h.Fragment:
    title = h.h2[f"What has changed since {letter.since}"]
    if not letter.changes:
        return h.fragment[title, h.p["Nothing has changed."]]
    return h.fragment[title, h.ul[(_change(one) for one in letter.changes)]]


def _change(change: Change) -> h.Element:
    bring, get = _asked(change)
    what, _, codes = get.partition(": ")
    return h.li[
        h.strong[f"{change.cycle}: "],
        change.words,
        h.div[bring] if bring else None,
        h.div[h.strong[f"{what}: "], codes] if get else None,
    ]


def _asked(change: Change) -> tuple[str, str]:
    """What to bring, and what still to get, each a sentence; empty where nothing is."""
    bring, get = ", ".join(change.bring), ", ".join(change.missing)
    return bring and f"Bring what shows: {bring}.", get and f"Still to get, or to renew: {get}."


def _rotation(letter: Letter) -> h.Fragment:
    table = h.table[
        h.colgroup[(h.col(style=f"width: {share}%") for share in _COLUMNS.values())],
        h.thead[h.tr[(h.th(scope="col")[word] for word in _COLUMNS)]],
        h.tbody[(_stay(stay) for stay in letter.stays)],
    ]
    return h.fragment[
        h.h2["Your whole rotation"], table if letter.stays else h.p["No placement is planned for you now."]
    ]


def _stay(stay: Stay) -> h.Element:
    cycle, *others = _cells(stay)
    return h.tr[h.th(scope="row")[cycle], (h.td[text] for text in others)]


def _cells(stay: Stay) -> tuple[str, ...]:
    row = stay.row
    where = f"{row.team}, {stay.host}"
    return stay.cycle, stay.days or _NOT_KNOWN, where, row.site or _NOT_KNOWN, row.supervisor or _NOT_KNOWN


def _foot(letter: Letter) -> h.Element | None:
    return h.p[f"Questions: {letter.contact}"] if letter.contact else None
