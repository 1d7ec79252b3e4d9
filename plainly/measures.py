"""The shared measures by host and period; what is hidden stays so."""

from functools import partial

from apprentices.calendar import ONE_DAY, Days
from apprentices.exporting import measures_of
from apprentices.measuring import measured, year_of
from plainly.desk import Desk
from plainly.forms import have_said
from plainly.handing_out import write_out
from plainly.page import Item, Page, letter, stay
from screens.measures.about import about, legend_said, row_said
from screens.measures.commands import MEASURES
from screens.measures.period import to_choose


class _Looking:
    """The period that is looked at."""

    def __init__(self, period: Days) -> None:
        self.period = period

    def later(self) -> None:
        self.period = year_of(self.period.last + ONE_DAY)

    def earlier(self) -> None:
        self.period = year_of(self.period.first - ONE_DAY)


def stay_with_measures(desk: Desk) -> None:
    """The figures of this year, or of another period."""
    stay(desk, partial(_page, desk, _Looking(year_of(desk.workspace.today))))


def _page(desk: Desk, looking: _Looking) -> Page:
    table = measured(desk.workspace, looking.period)
    items = [Item(row_said(row, table), partial(desk.talk.tell, about(row, table))) for row in table.rows]
    letters = [
        letter(MEASURES, "measures.later", looking.later),
        letter(MEASURES, "measures.earlier", looking.earlier),
        letter(MEASURES, "measures.period", partial(_choose, desk, looking)),
        letter(MEASURES, "measures.write", partial(write_out, desk, measures_of(looking.period), None)),
    ]
    return Page("Measures", [f"{table.period}.", *legend_said(table)], items, letters)


def _choose(desk: Desk, looking: _Looking) -> None:
    looking.period = have_said(desk, to_choose(looking.period), str)
