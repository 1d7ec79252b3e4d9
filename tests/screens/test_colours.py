"""Conflict, warning, pin and each host are told apart in 16 million, 256 and 16 colours, and in none."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.color import Color as Shade
from textual.pilot import Pilot
from textual.strip import Strip
from textual.theme import Theme

from screens.app import ApprenticesApp
from screens.board.grid import BoardGrid
from screens.board.screen import BoardScreen
from screens.shared.looks import READABLE, contrast
from screens.shared.themes import themes
from tests.screens.programmes import pilot
from tests.screens.snapshot import check_snapshot, drawn, styled, text_of
from tests.screens.waiting import until

SYSTEMS = {"truecolor": ColorSystem.TRUECOLOR, "256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD}
EVERY = [(system, theme) for system in SYSTEMS for theme in themes(system)]
each_theme = pytest.mark.parametrize(("system", "theme"), EVERY, ids=lambda part: getattr(part, "name", part))


def shown_as(colour: str | None, system: str) -> Shade:
    """A colour as a terminal with fewer colours shows it."""
    number = Color.parse(colour or "").downgrade(SYSTEMS[system])
    return Shade.from_rich_color(Color.from_triplet(number.get_truecolor(DEFAULT_TERMINAL_THEME)))


@each_theme
def test_no_host_has_the_colour_of_a_finding_or_of_another_host(system: str, theme: Theme) -> None:
    hosts = [shown_as(theme.variables[f"host-{number}"], system) for number in range(1, 6)]
    error, warning = shown_as(theme.error, system), shown_as(theme.warning, system)
    assert len({*hosts, error, warning}) == 7
    # Red lies at 0 degrees, yellow at 60, magenta at 300.
    assert error.hsl.h * 360 < 10
    assert 40 <= warning.hsl.h * 360 <= 60
    for host in hosts:
        assert host.hsl.s < 0.1 or 60 <= round(host.hsl.h * 360) <= 330


@each_theme
def test_what_is_written_can_be_read(system: str, theme: Theme) -> None:
    """After WCAG 2: 4.5, and 3 where the terminal has its own idea of sixteen colours."""
    least = 3.0 if system == "standard" else READABLE
    texts = [theme.foreground, theme.warning, theme.error, theme.success]
    texts += [theme.variables[name] for name in ("text-muted", "text-disabled", "footer-key-foreground")]
    hosts = [theme.variables[f"host-{number}"] for number in range(1, 6)]
    for ground, written in ((theme.background, [*texts, *hosts]), (theme.panel, texts)):
        for text in written:
            assert contrast(shown_as(text, system), shown_as(ground, system)) >= least, (text, ground)


def _board(database: Path, system: str, monkeypatch: pytest.MonkeyPatch) -> ApprenticesApp:
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", system)
    return ApprenticesApp(pilot(database))


async def _ready(app: ApprenticesApp) -> None:
    screen = app.screen
    await until(lambda: isinstance(screen, BoardScreen) and screen.grid.has_focus, "the board")
    await until(lambda: not app.is_checking, "what the rules say")
    assert isinstance(screen, BoardScreen)
    screen.grid.move_to(12, 3)  # of no mark and no pin


def _looks(app: ApprenticesApp, system: str) -> dict[str, set[str]]:
    """By sign, all ways in which the board draws it: a mark, a pin, or the symbol of a host before a team."""
    found: dict[str, set[str]] = {}
    for line in drawn(app)[4:20]:
        for piece in line:
            code = Strip.render_ansi(piece.style or Style(), SYSTEMS[system])
            if piece.text in ("!", "?", "*") or piece.text[:1] in "●▲■":
                found.setdefault(piece.text[:1], set()).add(code)
    return found


def _contrasts(app: ApprenticesApp, ground: str) -> dict[str, float]:
    """By its words, how each piece stands out that is drawn upon a ground of the theme."""
    behind = Shade.parse(app.get_css_variables()[ground])
    found = {}
    for piece in (piece for line in drawn(app) for piece in line):
        style = piece.style or Style()
        if style.color and style.bgcolor and Shade.from_rich_color(style.bgcolor) == behind:
            found[piece.text.strip()] = contrast(Shade.from_rich_color(style.color), behind)
    return found


async def _can_be_read(app: ApprenticesApp, ground: str, words: str) -> None:
    """Fails where a piece upon that ground can't be, once these words are among them."""
    await until(lambda: any(words in text for text in _contrasts(app, ground)), words)
    assert min(_contrasts(app, ground).values()) >= READABLE


@asynccontextmanager
async def _in_theme(
    database: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[ApprenticesApp, Pilot[None]]]:
    app = _board(database, "truecolor", monkeypatch)
    async with app.run_test(size=(100, 24)) as pilot:
        await _ready(app)
        app.theme = theme
        yield app, pilot
    app.workspace.store.close()


@pytest.mark.parametrize("theme", [theme.name for theme in themes("truecolor")])
async def test_what_is_marked_can_be_read(
    database: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gap and an ended cell under the cursor, and all pieces of the marked line of a list or matrix."""
    async with _in_theme(database, theme, monkeypatch) as (app, pilot):
        grid = app.screen.query_one(BoardGrid)
        for row, column, words in ((19, 5, "·· gap ··"), (4, 5, "— ended")):
            grid.move_to(row, column)
            await _can_be_read(app, "block-cursor-background", words)
        for key, words in (("2", "● COL"), ("5", "PLAN-GAP"), ("7", "not signed"), ("8", "0")):
            await pilot.press(key)
            await _can_be_read(app, "panel-lighten-2", words)


@pytest.mark.parametrize("theme", [theme.name for theme in themes("truecolor")])
async def test_what_stands_in_a_line_to_type_in_can_be_read(
    database: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an empty one asks for, and what is selected in one that is come to."""
    async with _in_theme(database, theme, monkeypatch) as (app, pilot):
        await pilot.press("2", "n")
        await _can_be_read(app, "panel-lighten-2", "eeded")  # the cursor is on the n
        await pilot.press("escape", "8", "f")
        await _can_be_read(app, "input-selection-background", "2026-04-01")


@pytest.mark.parametrize("theme", [theme.name for theme in themes("truecolor")])
async def test_what_stands_back_can_still_be_read(
    database: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cells that a filter doesn't mean, and the one under the cursor."""
    async with _in_theme(database, theme, monkeypatch) as (app, pilot):
        await pilot.press("slash", *"gap", "enter")
        await until(lambda: "1 row" in text_of(app), "the row with a gap")
        await _can_be_read(app, "background", "■REC")
        await _can_be_read(app, "block-cursor-background", "■CMHT")


@pytest.mark.parametrize("system", ["256", "standard"])
async def test_the_board_in_so_many_colours(
    database: Path, system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _board(database, system, monkeypatch)
    async with app.run_test(size=(80, 24)):
        await _ready(app)
        await until(lambda: len(_looks(app, system)) == 6, "every sign")
        looks = _looks(app, system)
        for one in "!?●▲■":
            for other in "!?●▲■":
                assert one == other or not looks[one] & looks[other], (one, other)
        await check_snapshot(app, f"board_80x24_{system}", partial(styled, system=SYSTEMS[system]))
    app.workspace.store.close()


async def test_the_board_without_colours(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = _board(database, "256", monkeypatch)
    async with app.run_test(size=(80, 24)):
        await _ready(app)
        await until(lambda: len(_looks(app, "256")) == 6, "every sign")
        for line in drawn(app):
            for piece in line:
                style = piece.style or Style()
                for colour in filter(None, (style.color, style.bgcolor)):
                    assert len({*(colour.triplet or ())}) <= 1  # a grey
        await check_snapshot(app, "board_80x24_no_color", partial(styled, system=SYSTEMS["256"]))
    app.workspace.store.close()
