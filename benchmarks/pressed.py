"""Which keys `keys.py` presses where: every command of every screen, and what is typed in front of them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from screens.app import ANYWHERE
from screens.modes import MODES, screen_of


class Key(NamedTuple):
    """A key, pressed so often; before each the keys `after`, which are not counted."""

    keys: str
    after: Sequence[str] = ()
    times: int = 5


MOVES = (Key("down", times=20), Key("up"), Key("pagedown"), Key("end", ("home",)), Key("home", ("end",)))
LIST = (*MOVES, Key("pageup"))
AGAIN = ("y", "escape", "y", "escape")  # back on the screen, from a form or what it asks, and a page
PAGE = (*AGAIN, "enter")  # of a person
FORM = (*AGAIN, "e")
OF_A_LIST = (
    *(Key(key, AGAIN) for key in ("c", "f", "x", "space", "slash")),
    Key("a", ("escape", "slash")),
    Key("escape", ("slash", "a")),
)
# By screen, what is pressed there. The first time that a screen is gone to stands by itself.
KEYS: dict[str, Sequence[Key]] = {
    "1": (
        *LIST,
        Key("right", times=20),
        Key("left"),
        Key("shift+down"),
        Key("shift+right"),
        Key("shift+left"),
        Key("shift+up"),
        Key("ctrl+c"),
        Key("n"),
        Key("N"),
        Key("p", times=10),
        Key("x", ("down",)),
        Key("u"),
        Key("ctrl+r", ("u",)),
        Key("v"),
        Key("space"),
        Key("enter", ("escape",)),
        Key("down", ("escape", "enter")),
        Key("a", ("escape", "enter")),
        Key("escape", ("enter",)),
        Key("s", ("escape",)),
        Key("right", ("escape", "s")),
        Key("left", ("escape", "s", "right")),
        Key("tab", ("escape", "s")),
        Key("escape", ("s",)),
        Key("e", ("escape",)),
        Key("f", ("escape",)),
        Key("o", ("escape",)),
        Key("slash", ("escape",)),
        Key("a", ("escape", "slash")),
        Key("b", ("escape", "slash", "a")),
        Key("tab", ("escape",), 6),
        Key("D", ("escape",)),
        Key("question_mark", ("escape",)),
        Key("ctrl+p", ("escape",)),
        Key("f2", ("escape",)),
        Key("ctrl+o", ("escape",)),
        Key("ctrl+e", ("escape",)),
    ),
    "1 turned": (
        *LIST,
        Key("right", times=20),
        Key("left"),
        Key("n"),
        Key("N"),
        Key("p", ("n",)),
        Key("x", ("n",)),
        Key("u"),
        Key("enter", ("escape",)),
        Key("s", ("escape", "n")),
        Key("a", ("escape", "slash")),
        Key("space"),
        Key("v"),
        Key("D", ("escape",)),
    ),
    "2": (
        *LIST,
        Key("enter", ("escape",)),
        *(Key(key, PAGE) for key in ("down", "pagedown", "end", "tab", "shift+tab", "space")),
        *(Key(key, (*PAGE, "end")) for key in ("enter", "e", "n", "x")),
        Key("e", AGAIN),
        *(Key(key, FORM) for key in ("down", "pagedown", "pageup", "up", "a")),
        Key("enter", (*FORM, "z"), 1),  # saves what was typed
        Key("u", times=1),
        *OF_A_LIST,
        Key("ctrl+c", ("escape",)),
        Key("D", ("escape",)),
        Key("right", AGAIN),
        Key("left"),
        Key("n", (*AGAIN, "right"), 6),
        Key("e", (*AGAIN, "right"), 6),
    ),
    "3": (
        *LIST,
        Key("enter", AGAIN),
        Key("e", AGAIN),
        *OF_A_LIST,
        Key("D", ("escape",)),
        Key("right", AGAIN, 9),
        Key("left"),
        Key("n", (*AGAIN, "right"), 10),
        Key("e", (*AGAIN, "right"), 10),
    ),
    "4": (
        *LIST,
        Key("right", times=20),
        Key("left"),
        Key("n"),
        Key("N"),
        Key("w", times=6),
        Key("tab", times=6),
        Key("space"),
        Key("enter", ("escape",)),
        Key("b", ("escape", "4")),
        Key("slash", ("4", "escape")),
        Key("a", ("escape", "slash")),
        Key("escape", ("slash", "a")),
        Key("D", ("escape",)),
    ),
    "5": (
        *LIST,
        Key("g", times=10),
        Key("z", times=4),
        Key("c", times=6),
        Key("m", ("escape",)),
        Key("left", ("right",)),
        Key("right", ("left",)),
        Key("space"),
        Key("enter", ("5",)),
        Key("f", ("5", *AGAIN)),
        Key("slash", ("5", *AGAIN)),
        Key("a", ("escape", "slash")),
        Key("escape"),
        Key("w", ("escape",)),
        *(Key(key, ("escape", "w")) for key in ("a", "down")),
        Key("ctrl+c", AGAIN),
        Key("D", ("escape",)),
    ),
    "6": (  # what a plan is needed for is left out
        *LIST,
        Key("escape"),
        Key("right"),
        Key("left"),
        Key("space"),
        Key("m"),
        Key("z"),
        Key("c", ("escape",)),
        Key("D", ("escape",)),
    ),
    "7": (
        *LIST,
        Key("right", times=5),
        Key("left"),
        Key("tab", times=4),
        Key("enter", ("escape",)),
        *(Key(key, ("escape",)) for key in ("s", "r", "d", "v", "p", "t", "space", "D")),
        *(Key(key, ("escape", "tab")) for key in ("a", "f", "o", "x")),
    ),
    "8": (
        *LIST,
        Key("right"),
        Key("left"),
        Key("y"),
        Key("Y"),
        *(Key(key, ("escape",)) for key in ("f", "w", "space", "ctrl+c", "D")),
    ),
    "9": (
        *LIST,
        Key("slash", ("escape",)),
        Key("a", ("escape", "slash")),
        Key("escape", ("slash", "a")),
        Key("U", AGAIN),
        Key("ctrl+c"),
        Key("D", ("escape",)),
    ),
}


def never_pressed() -> Iterator[str]:
    """The ids of the commands that are in none of these."""
    everywhere = {key.keys for keys in KEYS.values() for key in keys}
    for mode in MODES:
        here = {key.keys for where, keys in KEYS.items() if where[0] == mode.key for key in keys}
        own = screen_of(mode).DECLARED
        yield from (command.id for command in own if here.isdisjoint(command.keys.split(",")))
    yield from (command.id for command in ANYWHERE if everywhere.isdisjoint(command.keys.split(",")))
