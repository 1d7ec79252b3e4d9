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
_NO_TOML = "is no TOML, so the colours can't be kept in it."
_LINE_OF_THEME = re.compile(r"""(?m)^[ \t]*(["']?)theme\1[ \t]*=.*?(?=[ \t]+#|\r?$)""")
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

    Raises `UsageError` where the file can't be written, or is none that this could be written into for sure.
    """
    from apprentices.exchange.files import write_file

    try:
        before = path.read_bytes().decode(_ENCODING) if path.exists() else _HEAD
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}") from error
    except ValueError as error:  # no text
        raise UsageError(f"{path} {_NO_TOML}") from error
    after = _with_theme(before, name)
    if _values(before) is None:
        raise UsageError(f"{path} {_NO_TOML}")
    if _values(after) != {**(_values(before) or {}), "theme": name}:
        line = f'theme = "{name}"'
        raise UsageError(
            f"{path} was left as it is, since its line of the theme was not found for sure. The colours are "
            f"these until you leave; to keep them, write {line} above the first table of the file."
        )
    write_file(path, after)


def _values(text: str) -> dict[str, Any] | None:
    """What a text of TOML holds; None where it is none."""
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _with_theme(text: str, name: str) -> str:
    """The text of the file with another theme: it stands above the first table."""
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    table = re.search(r"(?m)^\s*\[", text)
    end = table.start() if table else len(text)
    top, rest, line = text[:end], text[end:], f'theme = "{name}"'
    changed, times = re.subn(_LINE_OF_THEME, line, top, count=1)
    between = "" if not top or top.endswith("\n") else end_of_line
    return f"{changed}{rest}" if times else f"{top}{between}{line}{end_of_line}{rest}"
