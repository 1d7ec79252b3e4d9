"""Codes that the shell completes, of the programme that the command would open."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from apprentices.errors import ProgramError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem[str]]"]


def _codes_of(table: str) -> Complete:
    def complete(
        context: click.Context, parameter: click.Parameter, begun: str
    ) -> "list[CompletionItem[str]]":
        from click.shell_completion import CompletionItem

        from apprentices.called import name_of_code

        try:
            with context.obj.workspace() as workspace:
                programme = workspace.programme
        except ProgramError:  # there is nobody to tell it to
            return []
        codes = (
            [cycle.cycle for cycle in programme.cycles] if table == "cycles" else getattr(programme, table)
        )
        meant = (code for code in codes if code.casefold().startswith(begun.casefold()))
        return [CompletionItem(code, help=name_of_code(programme, table, code)) for code in meant]

    return complete


APPRENTICES, CYCLES = _codes_of("apprentices"), _codes_of("cycles")
HOSTS, PLACEMENTS = _codes_of("hosts"), _codes_of("placements")
