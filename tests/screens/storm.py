"""A storm: random keys, mouse, pastes and sizes at the app, while somebody else changes the same file.

    python -m tests.screens.storm --seeds 1-20 --seconds 60          # headless, many events a second
    python -m tests.screens.storm --seeds 1-3 --seconds 60 --terminal   # the program in a terminal of its own

The bytes are those that a terminal sends, several events in one read. A seed gives the same storm; what the
app does with it may differ, since time and the planner play a part. What ended the app, if it ended, is told.
"""

import argparse
import asyncio
import fcntl
import os
import random
import signal
import struct
import sys
import tempfile
import termios
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from textual import events
from textual._xterm_parser import XTermParser
from textual.geometry import Size

from apprentices.errors import ProgramError
from apprentices.publishing import publish
from apprentices.workspace import Workspace
from screens.app import ApprenticesApp
from tests.screens.programmes import PILOT, pilot, remove

ARROWS = ("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x1bOP")
COMMON = (
    "\r",
    "\x1b",
    "\t",
    " ",
    "\x7f",
    "\x12",
    "x",
    "e",
    "p",
    "s",
    "u",
    "n",
    "N",
    "/",
    "?",
    "v",
    "a",
    "d",
    "U",
    "y",
)
MODES = ("1", "2", "3", "5", "6", "9")
CTRL = tuple(chr(code) for code in range(1, 27) if code not in (3, 16, 17, 26))  # ^C, ^P, ^Q and ^Z aside
PALETTE = "\x10"
PASTES = (
    "[/x]",
    "[@click=app.quit]x",
    "A01\r\nA02\n",
    "\x1b[31mred",
    "\t\t",
    "",
    "\x00\x07",
    "é漢🙂\u202e",
    "C3, C4",
)
SIZES = ((80, 24), (140, 45), (40, 10), (110, 30), (1, 1), (2, 40), (300, 2))
Happening = bytes | tuple[int, int] | None  # what a terminal sends; its new size; a change by somebody else


def storm(seed: int, palette: bool = True) -> Iterator[Happening]:
    """What happens, without end."""
    chance = random.Random(seed)
    while True:
        kind = chance.random()
        if kind < 0.01:
            yield None
        elif kind < 0.07:
            anything = (chance.randint(1, 300), chance.randint(1, 100))
            yield chance.choice((*SIZES, anything, anything, anything))
        else:
            parts = (_keys(chance, palette) for _ in range(chance.choice((1, 1, 1, 2, 3, 8))))
            yield "".join(parts).encode("utf-8")


def _keys(chance: random.Random, palette: bool) -> str:
    match chance.choices(range(7), (30, 30, 5, 4, 20, 3, 4 if palette else 0))[0]:
        case 0:
            return chance.choice(ARROWS) * chance.choice((1, 1, 2))
        case 1:
            return chance.choice(COMMON) * chance.choice((1, 1, 1, 2))
        case 2:
            return chance.choice(MODES)
        case 3:
            return chance.choice(CTRL) if chance.random() < 0.5 else chance.choice("abcdefgh[]/@ éλ漢🙂-0123")
        case 4:
            return _mouse(chance)
        case 5:
            return f"\x1b[200~{chance.choice(PASTES)}\x1b[201~"
        case _:
            return PALETTE + chance.choice(("", "\r", "\x1b", "turn\r", "\x1b[B", "u", PALETTE))


def _mouse(chance: random.Random) -> str:
    x, y = (chance.randint(0, most) for most in chance.choice(((80, 24), (140, 45), (300, 100))))
    place = f"{x};{y}"
    match chance.randrange(5):
        case 0:
            return f"\x1b[<0;{place}M\x1b[<0;{place}m" * chance.choice((1, 2))  # a click, or two
        case 1:
            return f"\x1b[<{chance.choice((64, 65, 66, 67))};{place}M"  # the wheel
        case 2:
            return f"\x1b[<35;{place}M"
        case 3:
            return f"\x1b[<0;{place}M\x1b[<32;{y};{x}M\x1b[<0;{y};{x}m"  # drawn from here to there
        case _:
            return f"\x1b[<{chance.choice((0, 1, 2, 8, 16))};{place}M"  # pressed, and never let go


class Others:
    """Somebody else, with the same file open."""

    def __init__(self, path: Path, seed: int) -> None:
        self._workspace = pilot(path, actor="Callum Strachey")
        self._chance = random.Random(seed)

    def change(self) -> None:
        """Do something; what can't be done just now isn't."""
        try:
            self._workspace.refresh()
            self._change(self._workspace)
        except ProgramError:
            pass

    def _change(self, workspace: Workspace) -> None:
        chance, programme = self._chance, workspace.programme
        people = list(programme.apprentices)
        if not people or chance.random() < 0.03:
            workspace.import_files([PILOT])
            return
        who, cycle = chance.choice(people), chance.choice(workspace.board.cycles)
        match chance.randrange(8):
            case 0 | 1 | 2:
                workspace.assign(who, cycle, chance.choice(list(programme.placements)))
            case 3:
                workspace.clear(who, cycle)
            case 4:
                remove(workspace, who)
                workspace.reload()
            case 5:
                workspace.undo(workspace.store.history(1)[0].id)
            case 6:
                publish(workspace, "Callum Strachey", None, "a storm")
            case _:
                for person in people[:20]:
                    remove(workspace, person)
                    workspace.reload()

    def close(self) -> None:
        self._workspace.store.close()


async def _stay() -> None:
    """In place of the way out that the palette offers."""


async def blow(path: Path, seed: int, seconds: float = 1e9, most: int = 1_000_000_000) -> int:
    """One storm at the app, on the pilot in a new database; gives how many things happened.

    Raises what ended the app.
    """
    workspace, others = pilot(path, busy_seconds=0.1), Others(path, seed)
    app = ApprenticesApp(workspace)
    app.action_quit = _stay  # type: ignore[method-assign]
    parser = XTermParser()
    end, happened = time.monotonic() + seconds, 0
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as keys:
        for happening in storm(seed):
            if happened >= most or time.monotonic() > end or app._exception is not None:
                break
            happened += 1
            match happening:
                case bytes():
                    for event in parser.feed(happening.decode("utf-8")):
                        app._driver.process_message(event)  # type: ignore[union-attr]
                case (width, height):
                    app._driver._size = Size(width, height)  # type: ignore[union-attr]
                    app.post_message(events.Resize(Size(width, height), Size(width, height)))
                case None:
                    others.change()
            if happened % 3 == 0:
                await asyncio.sleep(0.01 if happened % 30 else 0.1)
        if app._exception is None:
            await _calm(app, keys)
    workspace.store.close()
    others.close()
    return happened


async def _calm(app: ApprenticesApp, keys: object) -> None:
    """After the storm the board is there, and answers."""
    app._driver._size = Size(80, 24)  # type: ignore[union-attr]
    app.post_message(events.Resize(Size(80, 24), Size(80, 24)))
    for _ in range(300):
        app.post_message(events.Key("escape", None))
        app.post_message(events.Key("y", "y"))  # a form that was filled in asks
        app.post_message(events.Key("1", "1"))
        await asyncio.sleep(0.1)
        if app.current_mode == "board" and len(app.screen_stack) == 1:
            return
    raise AssertionError(f"after the storm there is no board but {app.screen_stack}")


def blow_at_terminal(path: Path, seed: int, seconds: float) -> int:
    """The same at the program itself, which is started in a terminal; gives how many things happened."""
    import pty

    others = Others(path, seed)
    process, terminal = pty.fork()
    if not process:
        os.environ.update(TERM="xterm-256color")
        os.execv(
            sys.executable,
            [sys.executable, "-c", "from apprentices.commands import main; main()", "--db", str(path)],
        )
    os.set_blocking(terminal, False)
    told, end, happened = b"", time.monotonic() + seconds, 0
    for happening in storm(seed, palette=False):
        told = (told + _read(terminal))[-20_000:]
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            raise AssertionError(
                f"it ended with {os.waitstatus_to_exitcode(status)}: {told.decode(errors='replace')}"
            )
        if time.monotonic() > end:
            break
        happened += 1
        match happening:
            case bytes():
                os.write(terminal, happening)
            case (width, height):
                fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
            case None:
                others.change()
        time.sleep(0.02)
    os.kill(process, signal.SIGTERM)
    end = time.monotonic() + 20
    while not (ended := os.waitpid(process, os.WNOHANG))[0]:
        _read(terminal)
        if time.monotonic() > end:
            os.kill(process, signal.SIGKILL)
            raise AssertionError("it does not end")
        time.sleep(0.05)
    assert os.waitstatus_to_exitcode(ended[1]) == 143, told.decode(errors="replace")
    others.close()
    return happened


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1_000_000)
    except OSError:
        return b""


def main() -> None:
    """Storm after storm."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", default="1-5")
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--terminal", action="store_true")
    asked = options.parse_args()
    first, _, last = asked.seeds.partition("-")
    for seed in range(int(first), int(last or first) + 1):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "storm.db"
            try:
                if asked.terminal:
                    happened = blow_at_terminal(path, seed, asked.seconds)
                else:
                    happened = asyncio.run(blow(path, seed, asked.seconds))
            except Exception:  # noqa: BLE001 -- whatever it is: it ended the app
                print(f"seed {seed}: it ended\n{traceback.format_exc(limit=-6)}", flush=True)
            else:
                print(f"seed {seed}: {happened} things happened, and it stands", flush=True)


if __name__ == "__main__":
    main()
