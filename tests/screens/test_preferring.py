"""Colours and keys of a person's own, from a file that they may edit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from apprentices.errors import UsageError
from screens.app import ApprenticesApp
from screens.modes import MODES, screen_of
from screens.own_keys import own_keys
from screens.shared.help import HelpScreen
from screens.shared.pick import Pick
from screens.shared.preferences import Preferences, keep_theme, read
from screens.shared.themes import DARK, LIGHT
from tests.screens import driver
from tests.screens.driver import Driver
from tests.screens.small import small
from tests.screens.waiting import until

TOO_DEEP = "it can't be read: too much in it stands within something else"
NEEDED = "is needed where a text is typed: take one with ctrl or alt, or an f key"
SCREENS = [(*screen_of(mode).DECLARED, *ApprenticesApp.DECLARED) for mode in MODES]


def config(path: Path, text: str) -> Path:
    """A file of preferences."""
    (path / "config.toml").write_text(text, encoding="utf-8", newline="")
    return path / "config.toml"


@asynccontextmanager
async def opened(path: Path, text: str = "") -> AsyncIterator[Driver]:
    """The app with these preferences, or, of none, without a file."""
    chosen = config(path, text) if text else path / "config.toml"
    async with driver.opened(small(path / "small.db"), config=chosen) as board:
        yield board


# -- the file


def test_no_file_is_as_good_as_an_empty_one(tmp_path: Path) -> None:
    assert read(tmp_path / "config.toml") == read(config(tmp_path, "")) == Preferences() == read(None)


def test_keys_are_named_by_their_commands(tmp_path: Path) -> None:
    text = 'theme = "light"\n[keys]\nboard.pin = "P"\n"board.page-up" = "ctrl+u"\napp.undo = "z,f9"\n'
    keys = {"board.pin": "P", "board.page-up": "ctrl+u", "app.undo": "z,f9"}
    assert read(config(tmp_path, text)) == Preferences("light", keys, ())


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[keys", "it is no TOML: Expected ']' at the end of a table declaration (at end of document)"),
        ("theme = 3", 'theme: is to be a text, such as "light"'),
        ("colour = 'red'", "colour: there is no such setting; there are theme and [keys]"),
        ("[keys]\nboard.pin = 3", 'board.pin: is to be a text, such as "f3"'),
        ("keys = 3", 'keys: is to be a text, such as "f3"'),
        (f"a = {'[' * 3000}", TOO_DEEP),
        (f"[keys]\n{'a.' * 3000}b = 'P'", TOO_DEEP),
    ],
)
def test_what_is_wrong_in_the_file_is_said(tmp_path: Path, text: str, wrong: str) -> None:
    assert read(config(tmp_path, text)) == Preferences(wrong=(wrong,))


def test_a_path_that_can_not_be_looked_at_is_said(tmp_path: Path) -> None:
    """255 bytes is the most that a file's name has on the usual file systems."""
    assert read(tmp_path / ("a" * 300)) == Preferences(wrong=("it can't be read: File name too long",))


async def test_the_app_starts_whatever_the_path_is(tmp_path: Path) -> None:
    app = ApprenticesApp(small(tmp_path / "small.db"), config=tmp_path / ("a" * 300))
    assert app.wrong == ["it can't be read: File name too long"]
    app.workspace.store.close()


def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path: Path) -> None:
    path = config(tmp_path, '\ufefftheme = "light"\n')
    assert read(path) == Preferences("light")
    keep_theme(path, "dark")
    assert read(path) == Preferences("dark")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "light"\n'),
        (
            "# mine\ntheme = 'dark'  # for now\n[keys]\na.b = 'c'\n",
            "# mine\ntheme = \"light\"  # for now\n[keys]\na.b = 'c'\n",
        ),
        ("keys.board.pin = 'P'", "keys.board.pin = 'P'\ntheme = \"light\"\n"),
        ("theme = 'a#b'", 'theme = "light"'),
        (" theme='dark' #", 'theme = "light" #'),
        ("[keys]\ntheme = 'c'\n", "theme = \"light\"\n[keys]\ntheme = 'c'\n"),
        # A name in quotes, keys in one line, and lines that end as Windows ends them.
        ("\"theme\" = 'dark'\n", 'theme = "light"\n'),
        ("keys = { board.pin = 'P' }  # mine\n", "keys = { board.pin = 'P' }  # mine\ntheme = \"light\"\n"),
        ("theme = 'dark'\r\n[keys]\r\n", 'theme = "light"\r\n[keys]\r\n'),
    ],
)
def test_a_theme_is_kept_and_all_else_stays(tmp_path: Path, before: str, after: str) -> None:
    path = config(tmp_path, before)
    keep_theme(path, "light")
    assert path.read_bytes().decode() == after
    assert read(path).theme == "light"


def test_a_file_is_begun_where_there_is_none(tmp_path: Path) -> None:
    keep_theme(tmp_path / "a" / "b" / "config.toml", "light")
    assert read(tmp_path / "a" / "b" / "config.toml") == Preferences("light")


@pytest.mark.parametrize("text", ["[keys", f"a = {'[' * 3000}", "a = '''\n[x]\n"])
def test_a_file_that_is_none_is_left_alone(tmp_path: Path, text: str) -> None:
    path = config(tmp_path, text)
    with pytest.raises(UsageError, match="is no TOML"):
        keep_theme(path, "light")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    "text",
    [
        'theme = """\ndark"""\n',
        '[theme]\nname = "dark"\n',
        'note = """\ntheme = "red"\n"""\n',
        'note = """\n[a]\n"""\n',
    ],
)
def test_where_the_line_is_not_found_for_sure_the_file_stays_and_what_to_do_is_said(
    tmp_path: Path, text: str
) -> None:
    path = config(tmp_path, text)
    with pytest.raises(UsageError, match='write theme = "light" above the first table'):
        keep_theme(path, "light")
    assert path.read_text("utf-8") == text


# -- the keys


@pytest.mark.parametrize(
    ("wanted", "keys", "wrong"),
    [
        ({"board.pin": "P"}, {"board.pin": "P"}, []),
        ({"board.pin": "esc, ?"}, {}, ['board.pin: "escape" is the key of Leave the filter (board.leave)']),
        ({"board.pin": "f3, !"}, {"board.pin": "f3,exclamation_mark"}, []),
        ({"board.pin": "x"}, {}, ['board.pin: "x" is the key of Clear the cell (board.clear)']),
        # Two that change places.
        ({"board.pin": "x", "board.clear": "p"}, {"board.pin": "x", "board.clear": "p"}, []),
        ({"board.swop": "S"}, {}, ["board.swop: no command of a screen has this id"]),
        ({"board.pin": "fnord"}, {}, ['board.pin: "fnord" is no key']),
        ({"board.pin": "hyper+x"}, {}, ['board.pin: "hyper+x" is no key']),
        # Unicode has a sign of each of these names; terminals send another name, or the sign itself.
        ({"mode.people": "banana"}, {}, ['mode.people: "banana" is no key']),
        ({"board.pin": "ctrl+banana"}, {}, ['board.pin: "ctrl+banana" is no key']),
        ({"board.pin": "Escape"}, {}, ['board.pin: "Escape" is no key']),
        ({"board.pin": "Space"}, {}, ['board.pin: "Space" is no key']),
        ({"board.pin": "digit_one"}, {}, ['board.pin: "digit_one" is no key']),
        ({"board.pin": "plus_sign"}, {}, ['board.pin: "plus_sign" is no key']),
        ({"board.pin": "return"}, {}, ['board.pin: "return" is no key']),
        ({"board.pin": "f25"}, {}, ['board.pin: "f25" is no key']),
        ({"board.pin": "shift+a"}, {}, ['board.pin: "shift+a" is no key']),  # that is A
        ({"board.pin": "shift+ctrl+w"}, {}, ['board.pin: "shift+ctrl+w" is no key']),  # ctrl+shift+w
        (
            {"board.pin": "€,é,pound_sign,ctrl+shift+w,alt+w,shift+f9,f24"},
            {"board.pin": "euro_sign,é,pound_sign,ctrl+shift+w,alt+w,shift+f9,f24"},
            [],
        ),
        ({"board.pin": ""}, {}, ['board.pin: "" is no key']),
        ({"board.pin": ",,"}, {}, ['board.pin: ",," is no key']),
        # A comma too many is no key, and a comma alone is one.
        ({"board.pin": "f3,"}, {"board.pin": "f3"}, []),
        ({"board.pin": "f3,,f6"}, {"board.pin": "f3,f6"}, []),
        ({"board.pin": ","}, {"board.pin": "comma"}, []),
        ({"board.pin": "+,-,ctrl++"}, {}, ['board.pin: "ctrl++" is no key']),
        ({"board.pin": "+,-"}, {"board.pin": "plus,minus"}, []),
        # What holds everywhere clashes with every screen that has the key.
        ({"app.undo": "U"}, {}, ['app.undo: "U" is the key of Undo this change (history.undo-this)']),
        # Terminals send the same for it as for another key.
        ({"board.pin": "f3,ctrl+i"}, {}, ['board.pin: "ctrl+i" arrives as tab']),
        ({"board.pin": "ctrl+m"}, {}, ['board.pin: "ctrl+m" arrives as enter']),
        ({"board.pin": "ctrl+h"}, {}, ['board.pin: "ctrl+h" arrives as backspace']),
        # It holds while a text is typed, and in dialogs.
        ({"app.quit": "ctrl+s,f10,alt+q"}, {"app.quit": "ctrl+s,f10,alt+q"}, []),
        (
            {"app.quit": "ctrl+x"},
            {},
            ['app.quit: "ctrl+x" is needed where a text is typed (cut selected text): take another'],
        ),
        ({"app.quit": "ctrl+o"}, {}, ['app.quit: "ctrl+o" is the key of Import (app.import)']),
        ({"app.quit": "Q"}, {}, [f'app.quit: "Q" {NEEDED}']),
        ({"app.quit": "f10,backspace"}, {}, [f'app.quit: "backspace" {NEEDED}']),
        ({"app.quit": "shift+left"}, {}, [f'app.quit: "shift+left" {NEEDED}']),
        ({"app.quit": "!"}, {}, [f'app.quit: "exclamation_mark" {NEEDED}']),
        # `enter` starts the planner and, while a text is typed, ends that: the other keeps it.
        ({"plan.start": "g"}, {"plan.start": "g", "plan.done": "enter"}, []),
    ],
)
def test_keys_that_can_be_had(wanted: dict[str, str], keys: dict[str, str], wrong: list[str]) -> None:
    assert own_keys(wanted, SCREENS) == (keys, wrong)


async def test_a_key_of_ones_own_works_and_is_the_one_that_is_shown(tmp_path: Path) -> None:
    async with opened(tmp_path, '[keys]\nboard.pin = "P"\nmode.findings = "f5"\n') as board:
        await board.press("p")
        assert not board.text.count("is pinned to")
        await board.press("P")
        await until(lambda: "is pinned to" in board.news, "a pin")
        line = board.text.splitlines()
        assert " P pin " in line[-1]
        assert " f5 " in line[1]
        await board.press("question_mark")
        await until(lambda: " P " in board.text, "the help")
        await board.press("escape", "f5")
        await until(lambda: board.app.current_mode == "findings", "another screen")


async def test_a_key_of_ones_own_says_why_it_is_of_no_use_yet(tmp_path: Path) -> None:
    why = "Nothing has been published yet"
    async with opened(tmp_path, '[keys]\nboard.version = "f6"\nboard.pin = "v"\n') as board:
        await board.press("v")
        await until(lambda: "is pinned to" in board.news, "a pin")
        await board.press("f6")
        await until(lambda: why in board.news, "why not")


async def test_what_can_not_be_followed_is_said_and_left_out(tmp_path: Path) -> None:
    pink = 'theme: "pink" is none; there are dark, light, high-contrast'
    text = 'theme = "pink"\n[keys]\nboard.swop = "S"\nboard.pin = "x"\n'
    async with opened(tmp_path, text) as board:
        await until(lambda: board.said, "the first trouble")
        assert board.said == [f"Left out of config.toml: ? tells all 3. The first: {pink}"]
        await board.press("question_mark")
        await until(lambda: isinstance(board.app.screen, HelpScreen), "the help")
        page = " ".join(board.text.split())
        for told in (
            f"1 {pink}",
            "2 board.swop: no command of a screen has this id",
            '3 board.pin: "x" is the key of Clear the cell (board.clear)',
        ):
            assert told in page
        await board.press("escape")
        await board.back_on_board()
        assert board.app.theme == DARK
        await board.press("x")
        await until(lambda: "has no placement" in board.news, "the usual key")


# -- the colours


async def test_chosen_colours_are_there_the_next_time(tmp_path: Path) -> None:
    async with opened(tmp_path) as board:
        assert board.app.theme == DARK
        await board.press("f2")
        await until(lambda: isinstance(board.app.screen, Pick), "the choice")
        await board.press("down", "enter")
        await until(lambda: board.app.theme == LIGHT, "other colours")
    async with opened(tmp_path, (tmp_path / "config.toml").read_text("utf-8")) as board:
        assert board.app.theme == LIGHT
        await board.press("f2", "enter")  # those in use are marked
        await board.back_on_board()
        assert board.app.theme == LIGHT


async def test_colours_that_can_not_be_kept_are_changed_all_the_same(tmp_path: Path) -> None:
    async with opened(tmp_path, "[keys") as board:
        await board.press("f2", "down", "enter")
        await until(lambda: board.app.theme == LIGHT, "other colours")
        await until(lambda: any("can't be kept in it" in said for said in board.said), "a word about it")
