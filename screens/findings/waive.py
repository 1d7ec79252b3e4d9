"""Waiving a finding from the list, with the checks of the command."""

from functools import partial
from typing import Any

from apprentices.rules.catalogue import RULES
from apprentices.rules.said import Finding
from apprentices.statements import Waiver
from apprentices.waiving import Wanted, to_be_waived, waive
from screens.shared.copy_of import own_host_of
from screens.shared.frame import ModeScreen
from screens.shared.saying import Saying, asked


def ask_to_waive(screen: ModeScreen, finding: Finding) -> None:
    """Ask who accepts a finding, why and until when; where nobody may, say so at once."""
    workspace, frame, wanted = screen.workspace, screen.frame, Wanted(*finding.name)

    def ask(found: Finding) -> None:
        may = RULES[found.rule].waived_by
        words = [
            found.problem,
            f"Who may accept it: {may}. It is told on, and counts no more until that day.",
        ]

        def say(**said: Any) -> Waiver:
            return waive(workspace, wanted, own=own_host_of(workspace), **said)

        fields = asked(Waiver, "by", "role", "why", until="until_on")
        screen.app.push_screen(Saying(frame, "Waive this finding", words, fields, "waive", say), done)

    def done(made: Waiver | None) -> None:
        if made is not None:
            frame.show_change(f"Waived until {made.until_on:%-d %B %Y}, by {made.by}.")

    frame.attempt(partial(to_be_waived, workspace, wanted), ask)
