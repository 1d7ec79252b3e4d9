"""Keys that a text names: a click on one is as good as the key."""

from collections.abc import Mapping

from textual.content import Content

from screens.shared import plain

PARTED = "   "  # what stands between two keys in the frame of a dialog


class Keys(plain.Words):
    """Text with such keys in it."""

    auto_links = False


def key(word: str, action: str, does: str) -> Content:
    """A key, and what it does: the `action` of its screen."""
    return plain.text((word, "bold $footer-key-foreground"), f" {does}").stylize(f"@click=screen.{action}")


def keys_said(actions: Mapping[str, str], words: str) -> Content:
    """Keys with what they do, such as `enter take   esc leave`; `actions` has those that a click does."""
    parts = (part.partition(" ") for part in words.split(PARTED))
    return plain.row(
        (
            key(word, actions[word], does) if word in actions else plain.text(f"{word} {does}".strip())
            for word, _, does in parts
        ),
        PARTED,
    )
