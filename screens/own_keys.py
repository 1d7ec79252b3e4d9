"""Keys of a person's own in place of those of commands: which can be had, and why the others can not."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

from textual.binding import Binding, BindingsMap
from textual.keys import Keys, key_to_character

from screens.shared.command import KEY_WORDS, Command

NAMES = {word: key for key, word in KEY_WORDS.items()}  # `esc` as well as `escape`
ARRIVES_AS = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace"}  # all that terminals send for them
KEYS = {key.value for key in Keys} - {"<any>", "<ignore>", "ctrl-at", "return"}  # these no terminal sends
HELD = {"alt", "ctrl", "shift", "super"}
NEVER_TYPED = re.compile(r"f\d+$|.*(ctrl|alt|super)\+")  # keys that no list has a use for
NEEDED = "is needed where a text is typed"
Screens = Sequence[Sequence[Command]]  # the commands of each screen, with those that hold everywhere


def of_dialogs(always_first: Sequence[Command]) -> tuple[Screens, frozenset[str]]:
    """The commands of each dialog, with those of the app that hold there; ids of those in a line of text."""
    from screens.dialogs import dialogs

    every = [*dialogs()]
    typed_in = {one.id for dialog in every if dialog.IS_TYPED_IN for one in dialog.all_declared()}
    return [(*dialog.all_declared(), *always_first) for dialog in every], frozenset(typed_in)


def own_keys(
    wanted: Mapping[str, str], screens: Screens, typed_in: Collection[str] = ()
) -> tuple[dict[str, str], list[str]]:
    """The keys of commands by id, as Textual names them, and what is wrong with those that are left out.

    A key that another command of the same screen has is left out, unless that one has other keys now; so is
    one that a line of text needs, for commands that hold `typed_in` one.
    """
    known = {command.id: command for screen in screens for command in screen}
    wrong: list[str] = []
    keys: dict[str, str] = {}
    for name, text in wanted.items():
        if name not in known:
            wrong.append(f"{name}: no command of a screen has this id")
        elif bad := _bad(known[name], text, name in typed_in):
            wrong.append(f"{name}: {bad}")
        else:
            keys[name] = ",".join(dict.fromkeys(map(_named, _parts(text))))
    while (clash := next(_clashes(keys, screens), None)) is not None:
        name, key, other = clash
        wrong.append(f'{name}: "{key}" is the key of {other.title} ({other.id})')
        del keys[name]
    return keys | _beside(keys, screens), wrong


def _parts(text: str) -> list[str]:
    """The keys of a text, one by one; none where only commas and spaces stand in it."""
    parts = [part.strip() for part in text.split(",")] if text != "," else ["comma"]
    return [NAMES.get(part, part) for part in parts if part]


def _named(key: str) -> str:
    """A key as Textual names it: a sign by its name."""
    return next(iter(BindingsMap([Binding(key, "")]).key_to_bindings))


def _bad(command: Command, text: str, in_text: bool) -> str:
    """Why the keys of a text can't be those of a command; empty where they can."""
    parts = _parts(text)
    for part in parts:
        key = _named(part)
        if not _can_come(part):
            return f'"{key}" is no key'
        if key in ARRIVES_AS:
            return f'"{key}" arrives as {ARRIVES_AS[key]}'
        among_text = (command.always_first or in_text) and key not in command.keys.split(",")
        if among_text and (why := _why_needed(key, command.always_first)):
            return f'"{key}" {NEEDED}{why}'
    return "" if parts else f'"{text}" is no key'


def _why_needed(key: str, always_first: bool) -> str:
    """What a line of text has a key for; empty where it has no use for it."""
    from textual.widgets import Input

    lines = (one for one in Input.BINDINGS if isinstance(one, Binding) and one.action != "submit")
    used = next((one.description.lower() for one in lines if key in one.key.split(",")), "")
    if NEVER_TYPED.match(key):
        return f" ({used}): take another" if used else ""
    is_typed = (key_to_character(key) or "\n").isprintable() or used or always_first
    return ": take one with ctrl or alt, or an f key" if is_typed else ""


def _can_come(key: str) -> bool:
    """Whether a terminal can send a key, as somebody wrote it, with what is held in the order of Textual's
    names. With shift alone a sign is another sign."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    is_sign = last.isprintable() if len(last) == 1 else last in _signs_by_name()
    return held == sorted({*held} & HELD) and (last in KEYS or (is_sign and held != ["shift"]))


@cache
def _signs_by_name() -> frozenset[str]:
    """The signs of Latin-1. Unicode has names for all the others too, and one of them is BANANA."""
    signs = (chr(number) for number in range(256) if number != ord(","))
    return frozenset({"comma", *(_named(sign) for sign in signs if sign.isprintable() and sign != " ")})


def _clashes(keys: Mapping[str, str], screens: Screens) -> Iterator[tuple[str, str, Command]]:
    """Commands of one screen that came to the same key: whose keys are left out, the key, and who has it."""
    for screen in screens:
        for one, other in combinations(screen, 2):
            mine, its = (keys.get(each.id, each.keys).split(",") for each in (one, other))
            shared = [key for key in mine if key in its]
            if shared and not {*one.keys.split(",")} & {*other.keys.split(",")} & {*shared}:
                if other.id in keys:
                    yield other.id, shared[0], one
                else:
                    yield one.id, shared[0], other


def _beside(keys: Mapping[str, str], screens: Screens) -> dict[str, str]:
    """The keys of commands that share one with a command that has others now: Textual takes it from both."""
    found = {}
    for screen in screens:
        gone = {key for command in screen if command.id in keys for key in command.keys.split(",")}
        for command in screen:
            if command.id not in keys and gone & {*command.keys.split(",")}:
                found[command.id] = command.keys
    return found
