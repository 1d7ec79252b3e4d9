"""The app in a browser: who is let in, what the page loads, and tabs from their first key to their end."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import aiohttp
import pytest
from aiohttp.test_utils import TestServer, unused_port
from yarl import URL

from apprentices.commands.browser.guard import NO_KEY, OTHER_PAGE, WRONG_NAME, Guard
from apprentices.commands.browser.server import PAGE, BrowserServer
from db.store import open_store
from tests.clock import NOON
from tests.commands.conftest import Program
from tests.screens.small import small
from tests.screens.waiting import until

PROGRAM = (sys.executable, "-c", "from apprentices.commands import main; main()")
# What Python runs before anything else: the day of the tests, for the app in a process of its own, too.
ONE_DAY = f"import time_machine; time_machine.travel({NOON.isoformat()!r}).start()"
SIZE = "?width=100&height=30"
ESCAPES = re.compile(r"\x1b\[[0-9;?$]*[A-Za-z]")


class Tab:
    """A tab as the page holds it: what was drawn, and what was asked of the browser."""

    def __init__(self, there: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = there
        self.drawn = ""
        self.asked: list[list[str]] = []
        self._listening = asyncio.create_task(self._listen())

    async def sees(self, text: str) -> None:
        await until(lambda: text in self.drawn, text)

    async def type(self, keys: str) -> None:
        self.drawn = ""
        await self.socket.send_json(["stdin", keys])

    async def _listen(self) -> None:
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                self.drawn += ESCAPES.sub("", message.data.decode())
            else:
                self.asked.append(message.json())


class Browser:
    """A browser's requests to one server."""

    def __init__(self, origin: str, client: aiohttp.ClientSession) -> None:
        self.origin = origin
        self.client = client
        self.folder = "/"

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the text; the way to elsewhere is kept, not followed."""
        async with self.client.get(self.origin + path, headers=headers, allow_redirects=False) as answer:
            self.folder = answer.headers.get("Location", self.folder)
            return answer.status, (await answer.text()).strip()

    @asynccontextmanager
    async def tab(self) -> AsyncIterator[Tab]:
        async with self.client.ws_connect(
            f"{self.origin}{self.folder}ws{SIZE}", headers={"Origin": self.origin}
        ) as there:
            yield Tab(there)


@asynccontextmanager
async def browser(origin: str) -> AsyncIterator[Browser]:
    jar = aiohttp.CookieJar(unsafe=True)  # as browsers do, it keeps what numbers in place of a name set
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        yield Browser(origin, client)


@asynccontextmanager
async def served(*command: str) -> AsyncIterator[tuple[Guard, Browser]]:
    """A server in this process, and a browser that has not been there yet."""
    port = unused_port()
    guard = Guard(f"127.0.0.1:{port}", lambda: None)
    app = await BrowserServer(command, guard).application()
    async with TestServer(app, port=port), browser(guard.origin) as visitor:
        yield guard, visitor


def key(guard: Guard) -> str:
    return guard.address.removeprefix(guard.origin)


async def test_only_the_programs_own_page_in_the_browser_that_had_the_address_gets_in() -> None:
    """Each way of being a stranger is refused in words, at every door, also with the cookie in hand."""
    async with served("never-run") as (guard, visitor):
        first = key(guard)
        names = ("", f"ws{SIZE}", "static/css/xterm.css", "page/page.css", "download/1", "none")
        doors = [guard.folder + name for name in names]
        for door in (*doors, "/", "/static/css/xterm.css", "/?key=", "/?key=guessed", "/?key=%F0%9F%94%91"):
            assert await visitor.get(door) == (403, NO_KEY)
        elsewhere = {"Origin": "http://127.0.0.1:3000"}
        assert await visitor.get(first, **elsewhere) == (403, OTHER_PAGE)
        assert await visitor.get(first, Host="attacker.example") == (403, WRONG_NAME)
        assert await visitor.get(first) == (303, "")
        assert (await visitor.get(guard.folder))[0] == 200
        for door in doors:
            for origin in ("http://127.0.0.1:3000", "http://localhost", "https://attacker.example", "null"):
                assert await visitor.get(door, Origin=origin) == (403, OTHER_PAGE)
            for host in ("attacker.example", "localhost", guard.host.replace("127.0.0.1", "localhost")):
                assert await visitor.get(door, Host=host) == (403, WRONG_NAME)


async def test_the_address_is_good_for_one_browser_and_the_cookie_for_its_pages_alone() -> None:
    async with served("never-run") as (guard, visitor), browser(guard.origin) as other:
        first = key(guard)
        async with visitor.client.get(guard.address, allow_redirects=False) as answer:
            folder = answer.headers["Location"]  # where no key stands in the line of the address
            (cookie,) = answer.cookies.values()
        assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Strict", "")
        assert (await visitor.get(folder))[0] == 200
        assert await other.get(first) == (403, NO_KEY)
        assert await other.get(key(guard)) == (303, "")


async def test_the_cookie_is_shown_to_no_other_port_and_no_other_server_of_this_computer() -> None:
    """Browsers keep cookies by name and path, whatever the port: here only the path tells servers apart."""
    async with served("never-run") as (first, visitor), served("never-run") as (second, _):
        await visitor.get(key(first))
        jar = visitor.client.cookie_jar
        for path in ("/", "/ws", "/static/css/xterm.css", second.folder):
            assert not jar.filter_cookies(URL(second.origin + path))
        assert jar.filter_cookies(URL(first.origin + first.folder + "ws"))
        assert first.folder not in first.address  # which may stand on a command line
        async with visitor.client.get(second.address) as answer:
            assert answer.status == 200
        assert (await visitor.get(first.folder))[0] == 200


async def test_the_page_loads_nothing_from_elsewhere_and_says_so_to_the_browser() -> None:
    async with served("never-run") as (guard, visitor):
        await visitor.get(key(guard))
        async with visitor.client.get(guard.origin + guard.folder) as answer:
            page = await answer.text()
            allowed = answer.headers["Content-Security-Policy"]
        assert re.findall(r"(?:https?:|wss?:)?//[^\"' ]+", page) == [f"ws://{guard.host}{guard.folder}ws"]
        assert "default-src 'none'" in allowed
        assert "frame-ancestors 'none'" in allowed
        assert re.findall(r"\w+://[^; ]+", allowed) == [f"ws://{guard.host}"]
        files = re.findall(r'(?:href|src)="([^":]+)"', page)
        assert "static/js/textual.js" in files
        for path in files:
            async with visitor.client.get(URL(guard.origin + guard.folder).join(URL(path))) as answer:
                assert answer.status == 200
        assert "//" not in re.sub(r"(?m)^ *// .*$", "", (PAGE / "page.css").read_text("utf-8"))


async def test_a_tab_begins_with_the_ways_to_begin_and_goes_on_with_the_board(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two apps one after the other in one process; closing the tab ends the second.

    They are drawn also for who has chosen lines and questions for the terminal: a browser shows no lines.
    """
    monkeypatch.setenv("APPRENTICES_PLAIN", "1")
    mark = f"open({str(tmp_path / 'pid')!r}, 'w').write(str(__import__('os').getpid()));"
    words = (sys.executable, "-c", mark + PROGRAM[2], "--db", str(tmp_path / "new.db"))
    async with served(*words) as (guard, visitor):
        await visitor.get(key(guard))
        async with visitor.tab() as tab:
            await tab.sees("What a programme is made of")  # no long path can wrap that
            await tab.socket.send_json(["resize", {"width": 140, "height": 45}])
            await tab.type("\x1b[B" * 3 + "\r")  # the last way: an empty programme
            await tab.sees("Nothing is here yet")
            await until(lambda: max(map(len, tab.drawn.split("\n"))) >= 140, "a frame of the new size")
            process = int((tmp_path / "pid").read_text())
            os.kill(process, 0)
        await until(lambda: not is_there(process), "the end of the app")


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def test_the_command_serves_keys_and_downloads_and_its_apps_end_with_it(tmp_path: Path) -> None:
    database = tmp_path / "p.db"
    small(database).store.close()
    (tmp_path / "sitecustomize.py").write_text(ONE_DAY)
    with started("serve", "--db", str(database), PYTHONPATH=str(tmp_path)) as server:
        origin, door = await address(server)
        async with browser(origin) as visitor:
            await visitor.get(door)
            async with visitor.tab() as tab:
                await tab.sees("conflict")
                await tab.type("p")
                await until(lambda: pinned(database), "the pin")
                # The small programme has two assignments, below one line of headings, and two hosts.
                name, rotations = await downloaded(visitor, tab, "\r")
                assert (name, len(rotations.splitlines())) == ("rotations-draft.csv", 3)
                name, packs = await downloaded(visitor, tab, "\x1b[B\r")
                assert name == "a-pack-for-each-host.zip"
                with ZipFile(BytesIO(packs)) as archive:
                    assert archive.namelist() == ["pack-COL-draft.xlsx", "pack-LBH-draft.xlsx"]
                    assert archive.testzip() is None
                (app,) = children(server.pid)
                server.kill()  # not even a last word
                await until(lambda: not is_there(app), "the end of the app")
                assert server.wait() == -signal.SIGKILL


async def test_a_fault_of_the_server_is_kept_and_what_strangers_send_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody on the computer can send what is no request: that must not fill the log of faults."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    log = tmp_path / "rotating-apprenticeships" / "faults.log"
    with started("serve", "--db", str(tmp_path / "p.db")) as server:
        origin, door = await address(server)
        for sent in (b"garbage\r\n\r\n", b"GET / HTTP/1.1\r\nHost : x\r\n\r\n"):
            assert (await answered(origin, sent)).startswith(b"HTTP/1.0 400 ")
        assert not log.exists()
        async with browser(origin) as visitor:
            await visitor.get(door)
            # The page always says how large it is: without that, the server has a fault.
            async with visitor.client.ws_connect(f"{origin}{visitor.folder}ws"):
                await until(lambda: log.exists() and log.read_text(), "an entry in the log")
    assert "builtins.KeyError" in log.read_text()


async def address(server: subprocess.Popen[bytes]) -> tuple[str, str]:
    """The origin that a server has printed, and the way in."""
    assert server.stdout is not None
    line = await asyncio.to_thread(server.stdout.readline)
    origin, _, door = line.decode().split()[-1].rpartition("/")
    return origin, f"/{door}"


async def answered(origin: str, sent: bytes) -> bytes:
    """What the server says to bytes."""
    incoming, outgoing = await asyncio.open_connection("127.0.0.1", int(origin.rpartition(":")[2]))
    outgoing.write(sent)
    answer = await incoming.readline()
    outgoing.close()
    return answer


@contextmanager
def started(*words: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program as a process, which ends with the test."""
    with subprocess.Popen(
        [*PROGRAM, *words], stdout=subprocess.PIPE, env=os.environ | environment
    ) as process:
        try:
            yield process
        finally:
            process.kill()


async def downloaded(visitor: Browser, tab: Tab, keys: str) -> tuple[str, bytes]:
    """The name of what the keys choose to be written, and what is in it, once the app has told of it."""
    tab.asked.clear()
    await tab.type("\x05")
    await tab.sees("enter download")
    await tab.type(keys)
    await until(lambda: tab.asked, "a file that is offered")
    ((asked, delivery),) = tab.asked
    assert asked == "deliver_file_start"
    async with visitor.client.get(f"{visitor.origin}{visitor.folder}download/{delivery}") as answer:
        offered = answer.content_disposition
        content = await answer.read()
    assert offered is not None
    assert offered.type == "attachment"
    name = offered.filename or ""
    await tab.sees(name)
    await tab.type("\r")
    return name, content


PIECES = b"x" * 65536, b"y" * 500
# An app as a server sees it: it offers a file, hands over these pieces as it is asked for them, then goes.
OFFERS = """
import json, sys
from textual_serve._binary_encode import dump
there, out = sys.stdin.buffer, sys.stdout.buffer
def say(kind, packet):
    out.write(kind + len(packet).to_bytes(4, "big") + packet)
    out.flush()
def hear():
    there.read(int.from_bytes(there.read(5)[1:], "big"))
print("__GANGLION__", flush=True)
say(b"M", json.dumps({"type": "deliver_file_start", "key": "k", "path": "/a/packs; \\"new\\".zip", "name": "",
    "open_method": "download", "mime_type": "application/zip", "encoding": ""}).encode())
for piece in %r:
    hear()
    say(b"P", dump(("deliver_chunk", "k", piece)))
%s
"""


@pytest.mark.parametrize("then", ["", "hear(), hear()"], ids=["its app ends", "its app is stuck"])
async def test_a_download_that_is_cut_off_is_told_from_a_whole_one(
    then: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Browsers keep what ends as it should; a connection that breaks is a failed download to them."""
    monkeypatch.setattr("apprentices.commands.browser.downloads.PATIENCE_SECONDS", 0.5)
    async with offered(PIECES, then) as answer:
        with pytest.raises(aiohttp.ClientPayloadError):
            await answer.read()
    assert not [
        each for each in caplog.records if each.exc_info
    ]  # an app that ends is no fault of the server


async def test_a_download_is_whole_and_has_its_own_name_whatever_is_in_that() -> None:
    async with offered((*PIECES, b""), "") as answer:
        assert await answer.read() == b"x" * 65536 + b"y" * 500
        assert answer.content_disposition is not None
        assert answer.content_disposition.filename == 'packs; "new".zip'


@asynccontextmanager
async def offered(pieces: tuple[bytes, ...], then: str) -> AsyncIterator[aiohttp.ClientResponse]:
    """The answer to who asks for a file of which an app hands over `pieces`, and `then` does that."""
    async with served(sys.executable, "-c", OFFERS % (pieces, then)) as (guard, visitor):
        await visitor.get(key(guard))
        async with visitor.tab() as tab:
            await until(lambda: tab.asked, "a file that is offered")
            async with visitor.client.get(f"{visitor.origin}{visitor.folder}download/k") as answer:
                yield answer
            with suppress(ConnectionError):  # it may have gone by itself
                await tab.type("q")
            await until(lambda: tab.socket.closed, "the end of the app")


def pinned(database: Path) -> bool:
    with closing(open_store(database)) as store:
        return any(assignment.pinned for assignment in store.rows_of("assignments"))


def children(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def test_a_port_that_is_taken_and_an_extra_that_is_missing_are_told(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = program("serve", "--port", port)
    assert (ran.code, ran.out, ran.err) == (2, "", f"Port {port} can't be used: Address already in use.\n")
    monkeypatch.setattr("apprentices.commands.serve.find_spec", lambda name: None)
    ran = program("serve")
    assert ran.code == 2
    assert "it is the extra `serve`" in ran.err
    assert "'.[serve]'" in ran.err
