"""A paper as one page of HTML that stands alone, laid out for a screen and for sheets of A4."""

import htpy as h

from apprentices.exchange.pages import page
from apprentices.exchange.papers.paper import Grid, Paper, Section

_STYLE = """
@page { margin: 13mm 15mm }
body { max-width: 190mm; margin: 0 auto }
caption { text-align: left; font-weight: bold; padding: .5em 0 .2em }
thead th { border-bottom: 2px solid #111; overflow-wrap: normal }
tbody th { font-weight: normal }
.numbers td, .numbers thead th + th { text-align: right; font-variant-numeric: tabular-nums }
.about { color: #444 } .note { color: #444; font-size: .9em }
.wide { overflow-x: auto }
h2 { border-bottom: 1px solid #0b5563; color: #0b5563; break-after: avoid } tr { break-inside: avoid }
@media print { body { font-size: 8pt; line-height: 1.25; max-width: none }
  th, td { padding: .1em .6em .1em 0 } h2 { margin-top: .7em } p, ul { margin: .15em 0 } li { margin: 0 } }
"""


def paper_page(paper: Paper) -> str:
    """The page of a paper."""
    body = h.body[
        h.main[
            h.h1[paper.title],
            (h.p(class_="about")[line] for line in paper.about),
            (_section(section) for section in paper.sections),
        ]
    ]
    return page(paper.title, _STYLE, body)


def _section(section: Section) -> h.Element:
    return h.section[
        h.h2[section.title],
        h.ul[(h.li[point] for point in section.points)] if section.points else None,
        (_grid(grid) for grid in section.grids),
        (h.p(class_="note")[note] for note in section.notes),
    ]


def _grid(grid: Grid) -> h.Element:
    # On a narrow screen the table is scrolled by itself; so that keys can do it too, it takes the focus.
    return h.div(class_="wide", tabindex="0", role="region", aria_label=grid.caption)[
        h.table(class_={"numbers": grid.numbers})[
            h.caption[grid.caption],
            h.thead[h.tr[(h.th(scope="col")[word] for word in grid.header)]],
            h.tbody[
                (
                    h.tr[h.th(scope="row")[first], (h.td[cell] for cell in cells)]
                    for first, *cells in grid.rows
                )
            ],
        ]
    ]
