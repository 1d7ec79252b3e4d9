"""The keys in the frame of a dialog: a click on one is as good as the key."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from textual.content import Content

from screens.shared import plain
from screens.shared.command import KEY_WORDS, Command, Way

PARTED = "   "  # what stands between two keys in the frame of a dialog
ARROWS = "↑↓←→"  # which are named in pairs, so that a click could mean either
OR = "or"


def keys_said(
    words: str, commands: Iterable[Command], in_force: Callable[[Command], Command], room: int
) -> Content:
    """Keys with what they do, such as `enter take   esc leave`, named as the commands declare them: shown are
    the keys that they have now, and what a click does is the first of them.

    Where `room`, in columns, is too little, keys that only move about give way first, and those that take and
    leave last.
    """
    known = {word: command for command in commands for word in command.key_words}
    parts = [(part, _part(part, known, in_force)) for part in words.split(PARTED)]
    return plain.row(_fitting(parts, room), PARTED)


def _fitting(parts: Sequence[tuple[str, Content]], room: int) -> Iterator[Content]:
    """As many as there is room for, in their order."""
    fitting, left = set(), room + len(PARTED)
    for words, content in sorted(parts, key=lambda part: _rank(part[0])):
        if content.cell_length + len(PARTED) <= left:
            left -= content.cell_length + len(PARTED)
            fitting.add(words)
    return (content for words, content in parts if words in fitting)


def _rank(words: str) -> int:
    """Who comes first where there is little room."""
    key = words.partition(" ")[0]
    first = (KEY_WORDS["escape"], KEY_WORDS["enter"])
    return first.index(key) if key in first else 3 if key in (*ARROWS, "type") else 2


def _part(words: str, known: dict[str, Command], in_force: Callable[[Command], Command]) -> Content:
    """One key, or several that do the same, and what they do."""
    first, _, rest = words.partition(" ")
    if first not in known:
        return plain.text(words)
    if first in ARROWS:
        return plain.text(" ".join(_keys_of_now(words.split(), known, in_force)))
    return plain.text(Way(in_force(known[first]), " ".join(_keys_of_now(rest.split(), known, in_force))))


def _keys_of_now(
    words: list[str], known: dict[str, Command], in_force: Callable[[Command], Command]
) -> Iterator[str]:
    """Words with the keys of now in them: of these, arrows and what stands behind an `or` are meant."""
    for before, word in zip(["", *words], words, strict=False):
        is_key = word in known and (word in ARROWS or before == OR)
        now = in_force(known[word]) if is_key else None
        yield word if now is None or now == known[word] else now.key_words[0]
