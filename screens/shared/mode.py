"""A mode: a screen that a number key leads to, declared once."""

from typing import NamedTuple

from screens.shared.command import Command


class Mode(NamedTuple):
    """Keys, title, palette, help and the page of keys derive from it; its commands stand on its screen."""

    name: str
    key: str
    title: str
    brief: str  # the title where there is no room for all of them
    help: str
    where: str  # the heading of its keys on the help page and in the docs
    screen: str  # module:class, loaded when it is first asked for

    @property
    def command(self) -> Command:
        """The command that goes there."""
        does = f"switch_mode('{self.name}')"
        return Command(f"mode.{self.name}", self.key, self.title, self.help, does=does)
