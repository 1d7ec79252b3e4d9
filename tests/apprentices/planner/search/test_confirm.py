"""That nothing has one gap less is asked a second time; where that takes too long, it is not claimed."""

from apprentices.planner.level import LEVELS, Level
from apprentices.planner.parameters import changed
from apprentices.planner.search.confirm import UNSURE
from tests.apprentices.planner.boards import crowd
from tests.apprentices.planner.here import search


def test_what_is_answered_is_proved() -> None:
    """One seat for three people: two gaps."""
    ledger, told = search(crowd())
    assert (ledger.gaps, told.levels, told.troubles) == (2, list(LEVELS), [])


def test_what_is_not_answered_is_told_and_the_rest_goes_on() -> None:
    """No node to answer in: the plan stands, with what would have to give, and its gaps are not proved."""
    with changed(confirm_nodes=0):
        ledger, told = search(crowd())
    assert ledger.gaps == 2
    assert told.levels == [level for level in LEVELS if level is not Level.GAPS]
    assert told.troubles == [UNSURE.format("gaps")]
    assert [one.more for one in told.relaxations] == [2]
