"""The themes: what the colours of the screens are, so that they keep their meaning in every terminal.

Red is for conflicts and amber for warnings, in 16, 256 and 16 million colours: no host has them. Grounds are
nearly grey, since of 256 colours a dark blue would become #00005f, and a dark brown a red. Of 16 colours each
is one of them, and none left to chance. Hosts have colours after the palette of Okabe and Ito, which any eye
tells apart, without black, the ground's, and without the orange and vermilion that would look like findings.

None follows the terminal's own sixteen on its own ground: in each of nine usual palettes at least one of them
stands out by less than 4.5 to 1, yellow on white by 2.5, and the grey of Solarized not at all.
"""

from textual.color import Color
from textual.theme import Theme

from screens.shared.looks import readable

DARK, LIGHT, CONTRAST = "dark", "light", "high-contrast"

Tones = tuple[str, ...]


def _theme(
    name: str,
    grounds: Tones,  # behind boards and lists; panels; title and keys; what is marked
    texts: Tones,  # as usual; muted; of what can't be had; on the cursor
    severities: Tones,  # conflict, warning, and what is well
    accent: str,
    cursor: str,
    hosts: Tones,
) -> Theme:
    background, surface, panel, marked = grounds
    foreground, muted, disabled, on_cursor = texts
    error, warning, success = severities
    own = {f"host-{number}": colour for number, colour in enumerate(hosts, 1)}
    return Theme(
        name=name,
        primary=accent,
        secondary=muted,
        accent=accent,
        warning=warning,
        error=error,
        success=success,
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        dark=name != LIGHT,
        variables=own
        | {
            "footer-key-foreground": accent,
            "text-muted": muted,
            "text-disabled": disabled,
            "text-error": error,
            "text-warning": warning,
            "text-success": success,
            "panel-lighten-2": marked,
            "block-cursor-foreground": on_cursor,
            "block-cursor-background": cursor,
            "muted-on-marked": readable(Color.parse(muted), Color.parse(marked)).hex,
            "input-selection-background": accent,
            "input-selection-foreground": background,
        },
    )


_ALL = (
    _theme(
        DARK,
        ("#15181B", "#1C2024", "#262B30", "#464D57"),
        ("#DDE3E9", "#9AA7B4", "#8C97A2", "#FFFFFF"),
        ("#FF8787", "#FFAF00", "#7FC8A0"),
        "#8FD0F5",
        "#3A4756",
        ("#56B4E9", "#009E73", "#CC79A7", "#E4E45A", "#8FA8FF"),
    ),
    _theme(
        LIGHT,
        ("#FAFAFA", "#F2F2F2", "#EAEAEA", "#C6C6C6"),
        ("#1C1C1C", "#4E4E4E", "#626262", "#FFFFFF"),
        ("#AF0000", "#875F00", "#005F00"),
        "#005F87",
        "#005F87",
        ("#005FAF", "#006B4F", "#8700AF", "#5F5F00", "#875FAF"),
    ),
    _theme(
        CONTRAST,
        ("#000000", "#000000", "#1C1C1C", "#4E4E4E"),
        ("#FFFFFF", "#DADADA", "#BCBCBC", "#000000"),
        ("#FF8787", "#FFD700", "#87FFAF"),
        "#AFFFFF",
        "#FFFFFF",
        ("#5FD7FF", "#00D787", "#FF87D7", "#D7FF5F", "#AFAFFF"),
    ),
)
# As rich names the sixteen, which each terminal shows in its own way.
_RED, _AMBER, _GREEN, _BLUE, _PURPLE, _TEAL = "#AA0000", "#AA5500", "#00AA00", "#0000AA", "#AA00AA", "#00AAAA"
_BRIGHT_RED, _YELLOW, _BRIGHT_GREEN = "#FF5555", "#FFFF55", "#55FF55"
_BRIGHT_BLUE, _PINK, _CYAN = "#5555FF", "#FF55FF", "#55FFFF"
_BLACK, _GREY, _SILVER, _WHITE = "#000000", "#555555", "#AAAAAA", "#FFFFFF"
_OF_SIXTEEN = (
    *(
        _theme(
            name,
            (_BLACK, _BLACK, _BLACK, _BLUE),
            (_WHITE, _SILVER, _SILVER, _WHITE),
            (_BRIGHT_RED, _YELLOW, _BRIGHT_GREEN),
            _CYAN,
            _BLUE,
            (_CYAN, _GREEN, _PINK, _TEAL, _SILVER),
        )
        for name in (DARK, CONTRAST)
    ),
    _theme(
        LIGHT,
        (_WHITE, _WHITE, _WHITE, _SILVER),
        (_BLACK, _GREY, _GREY, _WHITE),
        (_RED, _AMBER, _GREEN),
        _BLUE,
        _BLUE,
        (_BLUE, _TEAL, _PURPLE, _GREY, _BRIGHT_BLUE),
    ),
)
TITLES = {DARK: "Dark", LIGHT: "Light", CONTRAST: "High contrast"}
NAMES = tuple(TITLES)


def themes(colours: str | None) -> tuple[Theme, ...]:
    """The themes for a terminal of so many colours, as rich calls them; None: as many as there are."""
    return _OF_SIXTEEN if colours in ("standard", "windows") else _ALL


def is_tinted(colours: str | None) -> bool:
    """Whether grounds may have a shade of a host's colour: in fewer colours it would become another one."""
    return colours in (None, "truecolor")
