"""Every command can be found: it has an id, a key, help and an action, and the help page lists it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from screens.app import ApprenticesApp
from screens.beginning.app import BeginningScreen
from screens.board.chooser import Chooser
from screens.board.screen import BoardScreen
from screens.files.handing_out import HandingOut
from screens.files.import_preview import ImportPreview
from screens.files.parcel_preview import ParcelPreview
from screens.files.picker import Picker
from screens.gone import Gone
from screens.modes import MODES, screen_of
from screens.people.page import Page
from screens.records.leaving import Leaving
from screens.records.pasting import PastePreview
from screens.shared.command import Command, Commanded
from screens.shared.form import Form
from screens.shared.frame import ModeScreen
from screens.shared.help import HelpScreen, HelpText
from screens.shared.palette import Palette
from screens.shared.pick import Pick
from screens.shared.question import GraveQuestion, Problem, Question, Reading
from screens.shared.saying import Saying
from screens.shared.working import Working
from screens.waiting import Waiting
from tests.screens.conftest import OpenBoard
from tests.screens.waiting import until

OWNERS: tuple[type[Commanded], ...] = (
    ApprenticesApp,
    *map(screen_of, MODES),
    BeginningScreen,
    Chooser,
    Form,
    Leaving,
    Page,
    PastePreview,
    HandingOut,
    ImportPreview,
    ParcelPreview,
    Picker,
    Working,
    HelpScreen,
    Palette,
    Pick,
    Reading,
    Saying,
    Problem,
    Question,
    GraveQuestion,
    Gone,
    Waiting,
)


def declared() -> Iterator[tuple[type[Commanded], Command]]:
    for owner in OWNERS:
        for command in owner.DECLARED:
            yield owner, command


@pytest.mark.parametrize(("owner", "command"), list(declared()), ids=lambda value: getattr(value, "id", ""))
def test_a_command_is_whole(owner: type[Commanded], command: Command) -> None:
    assert command.id
    assert command.keys
    assert command.title
    assert command.help.endswith(".")
    assert hasattr(owner, f"action_{command.action.partition('(')[0]}")
    assert command.binding.id == command.id
    assert command.binding.tooltip == command.help


def test_ids_and_keys_are_each_used_once() -> None:
    ids = [command.id for owner, command in declared() if owner is not BeginningScreen]
    assert len(ids) == len(set(ids))
    for command in BeginningScreen.DECLARED:  # what the app has too, it has with the same keys
        assert all(command.keys == one.keys for one in ApprenticesApp.DECLARED if one.id == command.id)
    on_board = [key for c in (*BoardScreen.DECLARED, *ApprenticesApp.DECLARED) for key in c.keys.split(",")]
    assert len(on_board) == len(set(on_board))


@pytest.mark.parametrize("owner", OWNERS)
def test_every_key_that_a_screen_binds_comes_from_a_command(owner: type[Commanded]) -> None:
    bound = {binding.id for binding in vars(owner)["BINDINGS"]}
    assert bound == {command.id for command in owner.DECLARED}


def test_a_mode_is_declared_once_and_everything_derives_from_it() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "keys.md").read_text(encoding="utf-8")
    for mode in MODES:
        assert mode.command in ApprenticesApp.DECLARED  # key, palette, help
        assert issubclass(screen_of(mode), ModeScreen)
        assert f"| `{mode.key}` | {mode.help} |" in docs
        assert f"## {mode.where}\n" in docs
    assert len({mode.key for mode in MODES}) == len({mode.name for mode in MODES}) == len(MODES)


async def test_the_key_of_each_mode_goes_to_its_screen(open_board: OpenBoard) -> None:
    async with open_board() as board:
        for mode in reversed(MODES):
            await board.press(mode.key)
            screen = screen_of(mode)
            await until(lambda screen=screen: type(board.app.screen) is screen, mode.name)  # type: ignore[misc]
            assert mode.title in board.text


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_the_help_page_lists_every_command(open_board: OpenBoard, key: str) -> None:
    async with open_board() as board:
        await board.press(key)
        await until(lambda: board.app.screen.query(HelpText), "the help page")
        page = "\n".join(board.app.screen.query_one(HelpText).texts)
        for command in (*BoardScreen.DECLARED, *ApprenticesApp.DECLARED):
            assert command.help in page
            assert all(word in page for word in command.key_words)
        await board.press("escape")
        await board.back_on_board()


async def test_the_palette_offers_what_can_be_done_now(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.go_to("A20", "C6")  # a gap: nothing to clear, but a place to choose
        names = [command.title for command in board.screen.available()]
        assert "Place" in names
        assert "Clear the cell" not in names
        await board.press("ctrl+p")
        await until(lambda: "Turn the board" in board.text or "Place" in board.text, "the palette")
        await board.press(*"turn", "enter")
        await until(lambda: "2 free" in board.text, "the turned board")


async def test_keys_below_are_as_good_as_keys(open_board: OpenBoard) -> None:
    async with open_board() as board:
        line = board.text.splitlines()[-1]
        assert line.split()[:2] == ["enter", "place"]
        assert line.rstrip().endswith("? help")
        await board.pilot.click("KeyBar", offset=(line.index("turn"), 0))
        await until(lambda: "2 free" in board.text, "the turned board")
