"""An app in the colours, and with the keys, that somebody has chosen."""

from collections.abc import Iterable
from pathlib import Path

from textual.app import App

from screens.incoming import IncomingApp
from screens.shared.command import Command
from screens.shared.preferences import keep_theme, read
from screens.shared.themes import NAMES, themes


class PreferringApp(IncomingApp):
    """Reads what was chosen from `config`; without a file, all is as usual.

    `wrong` says what in the file could not be followed.
    """

    def __init__(self, config: Path | None) -> None:
        super().__init__()
        self.config = config
        self.own_keys: dict[str, str] = {}  # by the id of a command, as Textual names them
        self._preferences = read(config)
        self.wrong = [*self._preferences.wrong]
        for theme in themes(self.console.color_system):
            self.register_theme(theme)
        self.set_reactive(App.theme, self._wanted_theme())

    def _wanted_theme(self) -> str:
        name = self._preferences.theme
        if name and name not in NAMES:
            self.wrong.append(f'theme: "{name}" is none; there are {", ".join(NAMES)}')
        return name if name in NAMES else NAMES[0]

    def use_own_keys(self, screens: Iterable[Iterable[Command]]) -> None:
        """Take the keys that somebody has chosen for commands; those of each screen may not clash."""
        if self._preferences.keys:
            from screens.own_keys import own_keys

            self.own_keys, wrong = own_keys(self._preferences.keys, [tuple(screen) for screen in screens])
            self.wrong += wrong
            self.set_keymap(self.own_keys)

    def keys_of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command as people read them, which may be of their own choice."""
        return command._replace(keys=self.own_keys.get(command.id, command.keys)).key_words

    def choose_theme(self, name: str) -> None:
        """Change the colours, and remember them. Raises `UsageError` where they can't be remembered."""
        self.theme = name
        if self.config is not None:
            keep_theme(self.config, name)
