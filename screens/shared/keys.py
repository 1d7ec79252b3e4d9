"""Keys that a text names: a click on one is as good as the key."""

from textual.content import Content

from screens.shared import plain


class Keys(plain.Words):
    """Text with such keys in it."""

    auto_links = False


def key(word: str, action: str, does: str) -> Content:
    """A key, and what it does: the `action` of its screen."""
    return plain.text((word, "bold $footer-key-foreground"), f" {does}").stylize(f"@click=screen.{action}")
