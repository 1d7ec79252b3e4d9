"""The style sheets: those that the first frame needs, and all others, which can wait until it is drawn."""

from pathlib import Path, PurePath

_SCREENS = Path(__file__).parents[1]
FIRST: list[str | PurePath] = [_SCREENS / "shared" / "frame.tcss", _SCREENS / "board" / "board.tcss"]
# What several screens use comes first, so that a screen's own goes before it.
LATER: list[str | PurePath] = [
    path
    for path in sorted(_SCREENS.glob("*/*.tcss"), key=lambda path: (path.parent.name != "shared", path))
    if path not in FIRST
]
