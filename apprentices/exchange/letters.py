"""A letter for an apprentice: one page of HTML that stands alone, laid out for one sheet of A4 where it fits.

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
body { max-width: 170mm; margin: 0 auto; line-height: 1.25; overflow-wrap: break-word }
table { table-layout: fixed } tr, li { break-inside: avoid }
th, td { padding: .12em .5em .12em 0 }
.draft { font-weight: bold; border: 2px solid #111; padding: .4em .6em }
"""
# The rotation's columns, each with its share of the width in per cent.
_COLUMNS = {"Cycle": 15, "Days": 19, "Where": 32, "Site": 17, "Supervisor": 17}
_NOT_KNOWN = "not known yet"
_BRING, _GET = "Bring what shows: ", "Still to get, or to renew: "
_NOT_SETTLED = "nothing is settled yet"

# What is reckoned of the room on a sheet of A4, in points, and of letters, in parts of their size.
_ACROSS, _DOWN = 480, 735
_LETTER, _LINE = 0.53, 1.25  # how wide a letter is, how high a line
_AROUND = 0.35  # lines, between what stands in a list or a table
_REST = 12  # lines: titles, the table's header, whom to ask
_SIZES = (10.5, 9.5, 8.5, 7.5, 6.5)  # of letters, in points: the first that keeps it on one sheet
_OVER = 9.5  # where none does, since small letters are then of no use


class Change(NamedTuple):
    """One thing that the person is told anew, in sentences, and what to bring and to get for it.

    Without words it is told for the first time, as the rotation has it.
    """

    cycle: str
    words: str
    bring: Sequence[str] = ()
    missing: Sequence[str] = ()


class Stay(NamedTuple):
    """One cycle of the rotation, with cycle and host by their names; without a row nothing is settled yet."""

    cycle: str
    host: str
    days: str
    row: Told | None


class Letter(NamedTuple):
    """What one person is told; `since` names what the changes are measured against, "": nothing was told."""

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
    size = _size(letter)
    longer = None if size else h.p["This letter is longer than one sheet: please look at the next, too."]
    body = h.body(style=f"font-size: {size or _OVER}pt")[
        h.main[_head(letter), longer, _changes(letter), _rotation(letter), _foot(letter)]
    ]
    return page(f"Your placements: {letter.name}", _STYLE, body)


def _size(letter: Letter) -> float | None:
    """The largest letters that keep it on one sheet, as far as their number tells; None where none do."""
    sizes = (size for size in _SIZES if _lines(letter, _ACROSS / (_LETTER * size)) * _LINE * size <= _DOWN)
    return next(sizes, None)


def _lines(letter: Letter, across: float) -> float:
    """How many lines it takes where so many letters stand in one."""
    head = 1.5 * _rows(letter.name, across / 1.5)  # in letters half as large again
    listed = (sum(_rows("".join(line), across - 5) for line in item) for item in _items(letter))
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
    """What is told anew; where nothing was told before the rotation says all, but for what to bring."""
    items = _items(letter)
    if not letter.since and not items:
        return h.fragment[()]
    title = f"What has changed since {letter.since}" if letter.since else "What to bring"
    return h.fragment[h.h2[title], h.ul[map(_item, items)] if items else h.p["Nothing has changed."]]


Line = tuple[str, str]  # what stands in bold, and what follows


def _items(letter: Letter) -> list[list[Line]]:
    """The list of what is told anew: the lines of each thing, or where all is new of each paper."""
    if letter.since:
        return [[(f"{one.cycle}: ", one.words), *_papers(one)] for one in letter.changes]
    found: dict[Line, list[str]] = {}
    for one in letter.changes:
        for bold, papers in ((_BRING, one.bring), (_GET, one.missing)):
            for paper in papers:
                found.setdefault((bold, paper), []).append(one.cycle.partition(",")[0])
    bold_last = sorted(found.items(), key=lambda item: item[0][0] == _GET)
    return [[(bold, f"{paper}, for {', '.join(cycles)}.")] for (bold, paper), cycles in bold_last]


def _papers(change: Change) -> list[Line]:
    """What to bring, and what still to get, where there is any."""
    asked = ((_BRING, change.bring), (_GET, change.missing))
    return [(bold, f"{', '.join(papers)}.") for bold, papers in asked if papers]


def _item(lines: Sequence[Line]) -> h.Element:
    first, *others = ((h.strong[bold], text) for bold, text in lines)
    return h.li[first, map(h.div.__getitem__, others)]


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
    if row is None:
        return stay.cycle, stay.days or _NOT_KNOWN, _NOT_SETTLED, "", ""
    where = f"{row.team}, {stay.host}"
    return stay.cycle, stay.days or _NOT_KNOWN, where, row.site or _NOT_KNOWN, row.supervisor or _NOT_KNOWN


def _foot(letter: Letter) -> h.Element | None:
    return h.p[f"Questions: {letter.contact}"] if letter.contact else None
