"""A letter for an apprentice: one page of HTML that stands alone, laid out for a sheet of A4.

It carries what the person needs: what has changed, where they are when, and what to bring.
"""

from collections.abc import Sequence
from typing import NamedTuple

import htpy as h

from apprentices.exchange.pages import page
from apprentices.told import Told

_STYLE = """
@page { margin: 18mm 20mm }
body { max-width: 170mm; margin: 0 auto }
body.long { font-size: 8.5pt }
.draft { font-weight: bold; border: 2px solid #111; padding: .4em .6em }
"""
_LONG = 12  # stays, or changes: from here smaller letters keep it on one page
_NOT_KNOWN = "not known yet"


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
    is_long = max(len(letter.stays), len(letter.changes)) > _LONG
    body = h.body(class_={"long": is_long})[
        h.main[_head(letter), _changes(letter), _rotation(letter), _foot(letter)]
    ]
    return page(f"Your placements: {letter.name}", _STYLE, body)


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
    bring = h.div[f"Bring what shows: {', '.join(change.bring)}."] if change.bring else None
    get = h.div[h.strong["Still to get, or to renew: "], f"{', '.join(change.missing)}."]
    return h.li[h.strong[f"{change.cycle}: "], change.words, bring, get if change.missing else None]


def _rotation(letter: Letter) -> h.Fragment:
    header = ("Cycle", "Days", "Where", "Site", "Supervisor")
    table = h.table[
        h.thead[h.tr[(h.th(scope="col")[word] for word in header)]],
        h.tbody[(_stay(stay) for stay in letter.stays)],
    ]
    return h.fragment[
        h.h2["Your whole rotation"], table if letter.stays else h.p["No placement is planned for you now."]
    ]


def _stay(stay: Stay) -> h.Element:
    row = stay.row
    return h.tr[
        h.th(scope="row")[stay.cycle],
        h.td[stay.days or _NOT_KNOWN],
        h.td[f"{row.team}, {stay.host}"],
        h.td[row.site or _NOT_KNOWN],
        h.td[row.supervisor or _NOT_KNOWN],
    ]


def _foot(letter: Letter) -> h.Element | None:
    return h.p[f"Questions: {letter.contact}"] if letter.contact else None
