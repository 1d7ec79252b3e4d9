"""A row retires, with a last day, or goes for good: what refers to it is named before."""

from functools import partial
from typing import Any

from apprentices.called import called
from apprentices.columns import Table
from apprentices.removing import mentioned, removal, remove, rows_now
from plainly.desk import Desk
from plainly.forms import fill_in
from screens.records.leaving_words import LAST_DAY, removed_said, ways_to_leave


def ask_to_leave(desk: Desk, table: Table, row: Any) -> None:
    """Ask how a row is to leave the programme, and do that."""
    talk, workspace = desk.talk, desk.workspace
    rows = rows_now(workspace)
    planned, name = removal(rows, table, row), called(workspace.programme, table, row)
    talk.say(*ways_to_leave(name, mentioned(rows, table, row), planned))
    can_retire, can_go = table.name in LAST_DAY, not planned.in_the_way
    ways = [*(["r retire"] if can_retire else []), *(["y remove"] if can_go else []), "b back"]
    answer = talk.ask(f"{name}: leave the programme? {', '.join(ways)}:")
    if answer == "r" and can_retire:
        texts, column = LAST_DAY[table.name]
        fill_in(desk, table, row, texts, only=column)
    elif answer == "y" and can_go:
        desk.try_to(partial(remove, workspace, planned))
        talk.say(f"{removed_said(name, planned)} u brings it back.")
    else:
        talk.say("Nothing was changed.")
