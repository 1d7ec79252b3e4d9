"""An app in the colours, and with the keys, that somebody has chosen."""

from collections.abc import Iterable
from pathlib import Path

from textual.app import App

from screens.incoming import IncomingApp
from screens.shared.command import Command, Commanded
from screens.shared.preferences import keep_theme, read
from screens.shared.themes import NAMES, themes


class PreferringApp(IncomingApp):
    """Reads what was chosen from `config`; without a file, all is as usual."""

    def __init__(self, config: Path | None) -> None:
        super().__init__()
        self.config = config
        self.own_keys: dict[str, str] = {}  # by the id of a command, as Textual names them
        self._preferences = read(config)
        self._wrong_keys: list[str] = []
        for theme in themes(self.console.color_system):
            self.register_theme(theme)
        self.set_reactive(App.theme, self._wanted_theme())
        self.colours = self.get_css_variables()  # before styles are read that name one of a theme's own
        self.stylesheet.set_variables(self.colours)

    def _wanted_theme(self) -> str:
        return self._preferences.theme if self._preferences.theme in NAMES else NAMES[0]

    @property
    def wrong(self) -> list[str]:
        """What in the file could not be followed."""
        name = self._preferences.theme
        none = [f'theme: "{name}" is none; there are {", ".join(NAMES)}'] if name not in ("", *NAMES) else []
        return [*self._preferences.wrong, *none, *self._wrong_keys]

    def use_own_keys(self, screens: Iterable[Iterable[Command]]) -> None:
        """Take the keys that somebody has chosen for commands; those of each screen may not clash."""
        if self._preferences.keys:
            from screens.own_keys import own_keys

            self._take_keys(*own_keys(self._preferences.keys, [tuple(screen) for screen in screens]))

    def use_own_keys_in_dialogs(self, screens: Iterable[Iterable[Command]]) -> None:
        """The same, with the dialogs in front of these screens; importing all of them takes a while."""
        at_once = [tuple(screen) for screen in screens]
        alone = {one.id for screen in at_once for one in screen if not one.always_first}
        if not self._preferences.keys.keys() <= alone:
            from screens.own_keys import of_dialogs, own_keys

            first = dict.fromkeys(one for screen in at_once for one in screen if one.always_first)
            in_front, typed_in = of_dialogs(tuple(first))
            self._take_keys(*own_keys(self._preferences.keys, [*at_once, *in_front], typed_in))

    def _take_keys(self, keys: dict[str, str], wrong: list[str]) -> None:
        self.own_keys, self._wrong_keys = keys, wrong
        self.set_keymap(keys)

    def with_own_keys(self, command: Command) -> Command:
        """A command with the keys that it has now, which may be of somebody's own choice."""
        return command._replace(keys=self.own_keys.get(command.id, command.keys))

    def leaves(self, key: str) -> bool:
        """Whether a key is one that leaves the program."""
        known = self.all_declared() if isinstance(self, Commanded) else ()
        return any(one.id == "app.quit" and key in self.with_own_keys(one).keys.split(",") for one in known)

    async def action_do(self, name: str) -> None:
        """Do what a key does that a text names, by the id of its command: somebody clicked there."""
        for owner, space in ((self.screen, "screen"), (self, "app")):
            known = owner.all_declared() if isinstance(owner, Commanded) else ()
            if command := next((one for one in known if one.id == name), None):
                action = command.action if "." in command.action else f"{space}.{command.action}"
                await self.run_action(action, self.screen)
                return

    def keys_of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command as people read them, which may be of their own choice."""
        return self.with_own_keys(command).key_words

    def choose_theme(self, name: str) -> None:
        """Change the colours, and remember them. Raises `UsageError` where they can't be remembered."""
        self.theme = name
        if self.config is not None:
            keep_theme(self.config, name)
