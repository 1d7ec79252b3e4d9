"""A row retires, with a last day, or goes for good: what refers to it is named before."""

from functools import partial
from typing import Any, ClassVar

from textual.binding import BindingType

from apprentices.called import called
from apprentices.columns import Table
from apprentices.removing import Removal, mentioned, removal, remove, rows_now, stands_in_the_way
from apprentices.rules.words import join
from screens.records.editing import Framed, edit
from screens.shared.command import Command, bindings
from screens.shared.question import Said
from screens.shared.the_app import Finish, nothing
from screens.shared.words import brief

RETIRE, REMOVE = "retire", "remove"
# By table: what says that a row has had its time, and the column that asks for the last day.
_LAST_DAY: dict[str, tuple[dict[str, str], str]] = {
    "apprentices": ({"status": "withdrawn"}, "ends_on"),
    "placements": ({}, "closes_on"),
    "standards": ({}, "withdrawn_on"),
    "clearances": ({}, "expires_on"),
}
_STAYS = {
    "apprentices": "Retire: they stay, as withdrawn, with the last day that you fill in.",
    "placements": "Retire: it stays, and takes nobody after the day that you fill in.",
    "standards": "Retire: it stays, and takes no new starts from the day that you fill in.",
    "clearances": "Retire: it stays, and ends on the day that you fill in.",
}


def _can_retire(dialog: "Leaving") -> bool:
    return dialog.planned.table.name in _LAST_DAY


def _can_be_removed(dialog: "Leaving") -> bool:
    return not dialog.planned.in_the_way


class Leaving(Said[str]):
    """Asks how a row is to leave; gives `RETIRE`, `REMOVE` or None."""

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
        Command("leaving.no", "enter,escape,n", "Don't", "Go back; nothing is changed."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, name: str, recorded: str, planned: Removal) -> None:
        self.planned = planned
        table = planned.table.name
        parts = [f"{name} has {recorded}." if recorded else f"Nothing else refers to {name}."]
        parts += [_STAYS[table]] if table in _LAST_DAY else []
        parts.append(_removes(planned))
        keys = ["r retire"] if table in _LAST_DAY else []
        keys += [] if planned.in_the_way else ["y remove"]
        super().__init__(
            f"{brief(name)}: leave the programme?",
            "\n\n".join(parts),
            "   ".join([*keys, "enter or esc go back"]),
        )

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
        along = f", with {join(planned.counted)}" if planned.counted else ""
        screen.frame.show_change(f"{brief(name)} removed{along}. u brings it back.")
        then()

    def answered(answer: str | None) -> None:
        if answer == RETIRE:
            texts, begin = _LAST_DAY[table.name]
            edit(screen, table, row, texts, begin)
        elif answer == REMOVE:
            screen.frame.attempt(partial(remove, workspace, planned), removed)

    screen.app.push_screen(Leaving(name, mentioned(rows, table, row), planned), answered)


def _removes(planned: Removal) -> str:
    if planned.in_the_way:
        return f"It can't be removed: {stands_in_the_way(planned)}"
    if planned.counted:
        gone = join(planned.counted)
        return f"Remove: taken out of the programme, and with it {gone}. What was told in publications stays."
    return "Remove: taken out of the programme."
