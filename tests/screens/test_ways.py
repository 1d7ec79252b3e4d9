"""Keys that texts name as the way on: a click is as good as the key, and the key is the one in force."""

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

import screens
from apprentices.rules.said import Finding
from screens.app import ApprenticesApp
from screens.beginning.app import BeginningApp
from screens.board.chooser import Chooser
from screens.dialogs import dialogs
from screens.modes import MODES, screen_of
from screens.own_keys import of_dialogs, own_keys
from screens.shared.command import Way, named
from screens.shared.dialog import Dialog
from screens.shared.form import Form
from screens.shared.frame import ModeScreen
from screens.shared.phrase import aloud, letters_of, phrase
from screens.shared.saying import Saying
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver, opened
from tests.screens.planning import Planner, open_plan
from tests.screens.small import small
from tests.screens.snapshot import text_of
from tests.screens.waiting import until

AT_ONCE = [(*screen_of(mode).DECLARED, *ApprenticesApp.DECLARED) for mode in MODES]
FIRST = [one for one in ApprenticesApp.DECLARED if one.always_first]


async def click(board: Driver, words: str) -> None:
    """Click where these words stand on the screen."""
    await until(lambda: words in board.text, words)
    lines = board.text.splitlines()
    y = next(number for number, line in enumerate(lines) if words in line)
    await board.pilot.click(offset=(lines[y].index(words), y))


async def test_a_click_on_a_key_that_a_text_names_is_as_good_as_the_key(tmp_path: Path) -> None:
    """In the panel, the line of news, a head, a list without rows, and the frame of a dialog."""
    async with opened(small(tmp_path / "small.db"), (140, 45)) as board:
        await click(board, "space enlarges")
        await until(lambda: board.screen.panel.has_class("-large"), "more room")
        await board.press("escape", "x")
        await click(board, "enter chooses one")
        await until(lambda: isinstance(board.app.screen, Chooser), "the chooser")
        await click(board, "esc leave")
        await board.back_on_board()
        await board.press("down", "up")  # the news gives way to what was last done
        await click(board, "u undoes")
        await until(lambda: board.here == "COL-A", "the placement again")
        await board.press("7")
        await click(board, "p publishes the draft")
        await until(lambda: isinstance(board.app.screen, Saying), "publishing")
        await click(board, "esc leave")
        await until(lambda: not isinstance(board.app.screen, Saying), "the agreement")
        await board.press("3")
        await click(board, "Closures")
        await click(board, "n adds one")
        await until(lambda: isinstance(board.app.screen, Form), "a form")
        await click(board, "esc leave")
        await until(lambda: not isinstance(board.app.screen, Form), "the list")


def ways_in_panel(board: Driver) -> set[str]:
    """The commands that the panel in front names; each is one that a click there gives."""
    screen = board.app.screen
    if not isinstance(screen, ModeScreen) or not hasattr(screen, "panel"):
        return set()
    lines = [line for paragraph in screen.panel._paragraphs for line in paragraph.parts]
    ways = {one.command.id for line in lines for one in screen.in_force(line) if isinstance(one, Way)}
    assert ways <= {one.id for one in (*screen.all_declared(), *board.app.all_declared())}
    return ways


async def test_every_key_that_a_panel_names_is_one_of_its_screen(
    open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan has somebody who needs step-free access in a place where it isn't recorded, cycle after cycle.
    A form would mend that, and Plan has no key that goes there."""
    planner = Planner().use(monkeypatch)
    planner.go.set()
    async with open_board((100, 30)) as board:
        access = next(one for one in board.workspace.findings() if one.rule == "PLAN-ACCESS")
        assert access.apprentice
        assert access.placement
        planner.edits = tuple(
            (access.apprentice, cycle, access.placement) for cycle in board.workspace.board.cycles[1:]
        )
        assert access.cycle
        await board.go_to(access.apprentice, access.cycle)
        await until(lambda: "board.mend" in ways_in_panel(board), "the way on from a cell")
        await board.press("5", "slash", *"person-unknown", "enter")
        await until(lambda: ways_in_panel(board) == {"findings.mend"}, "the way on in the findings")
        plan = await open_plan(board.app, board.press)
        await board.press("enter")
        await until(lambda: plan.outcome and plan.rows.value, "the plan")
        plan.rows.mark_first(lambda told: isinstance(told, Finding) and told.rule == "PLAN-ACCESS")
        await until(lambda: "have the site adjusted" in plan.panel.text, "the way out")
        assert 'In the list of placements, at ELFT-CMHT: "Step free".' in plan.panel.text
        assert ways_in_panel(board) == set()


OWN = """[keys]
board.place = "f4"
board.mend = "m"
app.undo = "f3"
app.import = "f6"
app.quit = "f10"
agreement.publish = "P"
saying.leave = "f8"
saying.say = "ctrl+s"
placements.new = "i"
"""


async def test_a_text_names_the_key_that_is_in_force(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(OWN, encoding="utf-8")
    async with opened(small(tmp_path / "small.db"), (140, 45), tmp_path / "config.toml") as board:
        await until(lambda: "saying.say" in board.app.own_keys, "the keys of dialogs")
        assert board.app.wrong == []
        await board.press("x")
        await until(lambda: "No placement yet: f4 chooses one" in board.text, "the key in the panel")
        await board.press("down", "up")
        await until(lambda: "f3 undoes:" in board.text, "the key in the line of news")
        board.app.show_how_to_begin()
        await until(lambda: "Nothing is here yet: f6 imports a programme" in board.text, "the key of the app")
        await board.press("3")
        await click(board, "Closures")
        await until(lambda: "No closures yet: i adds one" in board.text, "the key in a list")
        await board.press("7")
        await until(lambda: "P publishes the draft" in board.text, "the key in a head")
        await board.press("P")
        await until(lambda: "ctrl+s publish   f8 leave" in board.text, "the keys of a dialog")
        await board.press("escape")
        assert isinstance(board.app.screen, Saying)  # that key is free now
        await board.press("f8")
        await until(lambda: not isinstance(board.app.screen, Saying), "the agreement")


def test_read_aloud_a_key_is_the_usual_one() -> None:
    """Plain mode has letters of its own, which are those that the commands declare."""
    way = phrase("Nothing yet: ", _way("agreement.publish", "publishes the draft"), ".")
    assert letters_of(way) == aloud(way) == "Nothing yet: p publishes the draft."


def _way(name: str, does: str) -> Way:
    return Way(named((one for screen in AT_ONCE for one in screen), name), does)


# -- keys of dialogs


def test_every_dialog_with_commands_is_among_those_whose_keys_can_be_chosen() -> None:
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        import_module(module.name)
    bases = {one for dialog in dialogs() for one in dialog.__mro__}
    assert {one for one in _below(Dialog) if "DECLARED" in vars(one)} <= bases


def _below(kind: type[object]) -> set[type[object]]:
    return {one for child in kind.__subclasses__() for one in (child, *_below(child))}


NEEDED = "is needed where a text is typed"


@pytest.mark.parametrize(
    ("wanted", "keys", "wrong"),
    [
        ({"form.save": "ctrl+s"}, {"form.save": "ctrl+s"}, []),
        ({"question.yes": "j"}, {"question.yes": "j"}, []),
        ({"question.yes": "n"}, {}, ['question.yes: "n" is the key of Don\'t (question.no)']),
        # In a form letters are text, and so is what moves about in a line, but for the arrows that it has.
        ({"form.save": "s"}, {}, [f'form.save: "s" {NEEDED}: take one with ctrl or alt, or an f key']),
        (
            {"form.save": "ctrl+k"},
            {},
            [f'form.save: "ctrl+k" {NEEDED} (delete all to the right): take another'],
        ),
        ({"form.left": "left,f6"}, {"form.left": "left,f6"}, []),
        # It holds in dialogs as well: both are named.
        ({"app.quit": "ctrl+t"}, {}, ['app.quit: "ctrl+t" is the key of Take theirs (form.take-theirs)']),
        ({"app.quit": "ctrl+u"}, {}, [f'app.quit: "ctrl+u" {NEEDED} (delete all to the left): take another']),
        (
            {"app.quit": "ctrl+t", "form.take-theirs": "f7"},
            {"app.quit": "ctrl+t", "form.take-theirs": "f7"},
            [],
        ),
    ],
)
def test_keys_of_dialogs_that_can_be_had(
    wanted: dict[str, str], keys: dict[str, str], wrong: list[str]
) -> None:
    in_front, typed_in = of_dialogs(FIRST)
    assert own_keys(wanted, [*AT_ONCE, *in_front], typed_in) == (keys, wrong)


async def test_the_start_screen_has_the_same_key_to_leave(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[keys]\napp.quit = "f10"\nbeginning.take = "g"\n', encoding="utf-8"
    )
    app = BeginningApp("Nothing is here.", tmp_path / "config.toml")
    async with app.run_test(size=(80, 24)) as keys:
        await until(
            lambda: "g begin   ? help   f10 leave   ctrl+o import   ↑ ↓ mark" in text_of(app), "the keys"
        )
        await keys.press("f10")
        await until(lambda: app.left_with == 0, "the end")
