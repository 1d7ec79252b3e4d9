"""A row retires, with a last day, or goes for good: what refers to it is named before."""

from functools import partial
from typing import Any, ClassVar

from textual.binding import BindingType

from apprentices.called import called
from apprentices.columns import Table
from apprentices.removing import Removal, mentioned, removal, remove, rows_now
from screens.records.editing import Framed, edit
from screens.records.leaving_words import LAST_DAY, removed_said, ways_to_leave
from screens.shared.command import Command, bindings
from screens.shared.question import Said
from screens.shared.the_app import Finish, nothing
from screens.shared.words import brief

RETIRE, REMOVE = "retire", "remove"


def _can_retire(dialog: "Leaving") -> bool:
    return dialog.planned.table.name in LAST_DAY


def _can_be_removed(dialog: "Leaving") -> bool:
    return not dialog.planned.in_the_way


class Leaving(Said[str]):
    """Asks how a row is to leave; gives `RETIRE`, `REMOVE` or None."""

    WHERE = "Asked before a row retires or is removed"
    DECLARED = (
        Command(
            "leaving.retire",
            "r",
            "Retire",
            "Keep it, with a last day, which a form asks for.",
            when=_can_retire,
        ),
        Command(
            "leaving.remove",
            "y",
            "Remove",
            "Take it out of the programme, with all that is named. Undo brings it back.",
            when=_can_be_removed,
        ),
        Command("leaving.no", "escape,enter,n", "Don't", "Go back; nothing is changed."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, name: str, recorded: str, planned: Removal) -> None:
        self.planned = planned
        table = planned.table.name
        keys = ["r retire"] if table in LAST_DAY else []
        keys += [] if planned.in_the_way else ["y remove"]
        text = "\n\n".join(ways_to_leave(name, recorded, planned))
        keys.append("esc go back")
        super().__init__(f"{brief(name)}: leave the programme?", text, "   ".join(keys))

    def action_retire(self) -> None:
        """Keep it, with a last day."""
        self.dismiss(RETIRE)

    def action_remove(self) -> None:
        """Take it out."""
        self.dismiss(REMOVE)

    def action_no(self) -> None:
        """Go back."""
        self.dismiss()


def ask_to_leave(screen: Framed, table: Table, row: Any, then: Finish = nothing) -> None:
    """Ask how a row is to leave, and do that; `then` where it was removed."""
    workspace = screen.frame.workspace
    rows = rows_now(workspace)
    planned = removal(rows, table, row)
    name = called(workspace.programme, table, row)

    def removed(_: None) -> None:
        undo = screen.frame.way("app.undo", "brings it back")
        screen.frame.show_change((f"{removed_said(brief(name), planned)} ", undo, "."))
        then()

    def answered(answer: str | None) -> None:
        if answer == RETIRE:
            texts, begin = LAST_DAY[table.name]
            edit(screen, table, row, texts, begin)
        elif answer == REMOVE:
            screen.frame.attempt(partial(remove, workspace, planned), removed, at_length=True)

    screen.app.push_screen(Leaving(name, mentioned(rows, table, row), planned), answered)
