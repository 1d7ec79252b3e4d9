"""The palette (ctrl+p): the commands of this screen and of the app, found by typing."""

from collections.abc import Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from screens.command import Command, Commanded

if TYPE_CHECKING:
    from textual.command import Provider


def commands_provider() -> "type[Provider]":
    """The provider's class; made when the palette is first opened, to keep the start light."""
    from textual.command import DiscoveryHit, Hit, Hits, Provider

    class CommandProvider(Provider):
        """Offers what can be done now."""

        async def discover(self) -> Hits:
            """All commands, before anything is typed."""
            for name, command, run in self._offers():
                yield DiscoveryHit(name, run, help=_help(command))

        async def search(self, query: str) -> Hits:
            """The commands whose name fits."""
            matcher = self.matcher(query)
            for name, command, run in self._offers():
                score = matcher.match(name)
                if score > 0:
                    yield Hit(score, matcher.highlight(name), run, help=_help(command))

        def _offers(self) -> "list[tuple[str, Command, partial[Coroutine[Any, Any, bool]]]]":
            screen, app = self.screen, self.app
            return [
                (command.title, command, partial(app.run_action, f"{space}.{command.action}", screen))
                for space, owner in (("screen", screen), ("app", app))
                if isinstance(owner, Commanded)
                for command in owner.available()
                if command.action != "command_palette"
            ]

    return CommandProvider


def _help(command: Command) -> str:
    return f"{' or '.join(command.key_words)}: {command.help}"
