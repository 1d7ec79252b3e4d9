"""What a person has chosen for the screens: the colours, and keys of their own, in a file that they may edit.

    theme = "light"

    [keys]
    board.pin = "P"
    board.next = "n,f3"

What is wrong in it is told and left aside; nothing in it can keep the program from starting.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from apprentices.errors import UsageError

_ENCODING = "utf-8-sig"  # some editors begin a file with a byte order mark
_HEAD = "# Colours and keys of the screens; docs/keys.md has the ids of all commands.\n"


class Preferences(NamedTuple):
    """The name of a theme (empty: none is chosen), keys by the id of a command, and what is wrong."""

    theme: str = ""
    keys: Mapping[str, str] = {}
    wrong: tuple[str, ...] = ()


def read(path: Path | None) -> Preferences:
    """What stands in a file; nothing where there is none. Whether there are such themes and commands, who
    has these looks."""
    if path is None:
        return Preferences()
    try:
        return _chosen(path.read_text(encoding=_ENCODING))
    except FileNotFoundError:
        return Preferences()
    except OSError as error:
        return Preferences(wrong=(f"it can't be read: {error.strerror}",))
    except ValueError as error:  # of TOML, and of letters
        return Preferences(wrong=(f"it is no TOML: {error}",))
    except RecursionError:
        return Preferences(wrong=("it can't be read: too much in it stands within something else",))


def _chosen(text: str) -> Preferences:
    import tomllib  # who has no such file does without

    found = tomllib.loads(text)
    theme, keys = found.pop("theme", ""), found.pop("keys", {})
    wrong = [f"{name}: there is no such setting; there are theme and [keys]" for name in found]
    if not isinstance(theme, str):
        wrong.append('theme: is to be a text, such as "light"')
        theme = ""
    texts = dict(_flat(keys)) if isinstance(keys, dict) else {"keys": keys}
    wrong += [
        f'{name}: is to be a text, such as "f3"' for name, key in texts.items() if not isinstance(key, str)
    ]
    return Preferences(
        theme, {name: key for name, key in texts.items() if isinstance(key, str)}, tuple(wrong)
    )


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """The values of tables in tables, by their dotted names: `board.pin = "P"` is a table in a table."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def keep_theme(path: Path, name: str) -> None:
    """Write down which theme is chosen, and leave all else in the file as it is.

    Raises `UsageError` where the file can't be written, or is none that this could be written into.
    """
    import tomllib

    from apprentices.exchange.files import write_file

    try:
        before = path.read_text(encoding=_ENCODING) if path.exists() else _HEAD
        after = _with_theme(before, name)
        is_kept = tomllib.loads(after).get("theme") == name
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}") from error
    except (ValueError, RecursionError):  # no TOML, or no text
        is_kept = False
    if not is_kept:
        raise UsageError(f"{path} is no TOML, so the colours can't be kept in it.")
    write_file(path, after)


def _with_theme(text: str, name: str) -> str:
    """The text of the file with another theme: it stands above the first table."""
    table = re.search(r"(?m)^\s*\[", text)
    end = table.start() if table else len(text)
    top, rest, line = text[:end], text[end:], f'theme = "{name}"'
    changed, times = re.subn(r"(?m)^[ \t]*theme[ \t]*=.*?(?=[ \t]+#|$)", line, top, count=1)
    end_of_line = "" if not top or top.endswith("\n") else "\n"
    return f"{changed}{rest}" if times else f"{top}{end_of_line}{line}\n{rest}"
