"""The app in a real browser: keys, mouse, wheel, size, a download, two tabs, and pages that must not get in.

    python -m benchmarks.browser

Needs Chromium and the extra `serve`. Prints what was seen, and what a key costs until it is drawn.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from aiohttp import web

from apprentices.workspace import Workspace
from benchmarks.chromium import Chromium, Tab, chromium, until
from db.store import open_store
from fixtures import PILOT

PRESSED = 30  # keys that are timed
KNOCKS = {
    "a socket": """new Promise(done => {
        const socket = new WebSocket("ws://HOMEws?width=80&height=24");
        socket.onopen = () => done("LET IN"); socket.onerror = () => done("refused"); })""",
    "a read": """fetch("http://HOME").then(() => "LET IN", () => "refused")""",
    "a picture of it": """new Promise(done => {
        const picture = new Image(); picture.src = "http://HOMEstatic/images/background.png";
        picture.onload = () => done("LET IN"); picture.onerror = () => done("refused"); })""",
    "a frame": """new Promise(done => {
        const frame = document.createElement("iframe"); frame.src = "http://HOME";
        frame.onload = () => setTimeout(() => done(
            frame.contentWindow.length === 0 && !frame.contentDocument ? "refused" : "LET IN"), 500);
        document.body.append(frame); })""",
}


async def main() -> None:
    """Go through all of it with one server and one browser."""
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "p.db"
        make(database)
        async with served(database) as (address, server), chromium(Path(name) / "profile") as browser:
            host = re.split("[/?]+", address)[1]
            tab = await browser.open(address)
            await tab.draws("17 conflicts")
            home = str(await tab.run("location.href"))
            print("opened:", home)
            await look(browser, tab, database)
            await two(browser, tab, home, server)
            await strangers(browser, home.removeprefix("http://"))
            elsewhere = [asked for asked in tab.asked if host not in asked and not asked.startswith("data:")]
            print("asked of others:", elsewhere or "nothing")
            print("the browser complains of:", tab.complaints or "nothing")


@asynccontextmanager
async def served(database: Path, folder: Path | None = None) -> AsyncIterator[tuple[str, int]]:
    """The program serving a database from a folder: its address, and the number of its process."""
    program = str(Path(sys.executable).with_name("apprentices"))
    pipe, quiet = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    server = await asyncio.create_subprocess_exec(
        program, "serve", "--db", str(database), stdout=pipe, stderr=quiet, cwd=folder
    )
    assert server.stdout is not None
    try:
        address = re.search(rb"http\S+", await server.stdout.readline())
        assert address is not None
        yield address[0].decode(), server.pid
    finally:
        server.terminate()
        await server.wait()


def make(path: Path) -> None:
    """The demo programme in a file."""
    with closing(open_store(path, create=True, actor="Ruth Adeyemi")) as store:
        Workspace(store, date(2026, 11, 23)).import_files([PILOT])


def changes(path: Path) -> int:
    """How many there are."""
    with closing(open_store(path)) as store:
        return len([*store.history()])


async def look(browser: Chromium, tab: Tab, database: Path) -> None:
    """What a person does: keys, mouse, another size, a download."""
    before = changes(database)
    await tab.type("p")
    await until(lambda: changes(database) > before, "a key that pins")
    print("a key changes the draft")
    print(f"a key until it is drawn: {await timed(tab):.0f} ms, median of {PRESSED}")
    await tab.click(13, 1)
    await tab.draws("Clearances")
    await tab.wheel(20, 12, 400)
    await tab.draws("Altunbas")
    print("a click and the wheel reach the app")
    await tab.resize(720, 480)
    await until(lambda: tab.size < (90, 30), "the new size")
    await tab.type("1")
    await tab.draws("enter")
    await tab.picture(Path("browser.png"))
    print("another size:", tab.size, "as in browser.png")
    await tab.key("e", control=True)
    await tab.draws("Write to files")
    await tab.enter()
    file = browser.downloads / "rotations-draft.csv"
    await until(file.exists, "the download")
    print("downloaded:", file.name, len(file.read_bytes().splitlines()), "lines")
    await tab.draws("downloads")
    await tab.enter()


async def timed(tab: Tab) -> float:
    """Milliseconds from a key to what it draws, as the page gets it."""
    times = []
    for number in range(PRESSED):
        tab.drawn = ""
        start = perf_counter()
        await tab.ask("Input.dispatchKeyEvent", type="keyDown", key="jk"[number % 2], text="jk"[number % 2])
        await until(lambda: tab.drawn, "the cursor")
        times.append(perf_counter() - start)
        await asyncio.sleep(0.1)
    return median(times) * 1000


async def two(browser: Chromium, first: Tab, home: str, server: int) -> None:
    """A second tab, an app of its own on the same file; closing it ends it."""
    second = await browser.open(home)
    await second.draws("conflicts")
    print("two tabs:", children(server), "apps")
    first.drawn = ""
    await second.type("x")
    await first.draws("cleared")
    print("what is done in the one is told in the other")
    await second.close()
    await until(lambda: children(server) == 1, "the end of the app")
    print("closing a tab ends its app")


def children(process: int) -> int:
    """How many processes it has started that still run."""
    return len(Path(f"/proc/{process}/task/{process}/children").read_text().split())


async def strangers(browser: Chromium, home: str) -> None:
    """Pages of other servers of this computer, also where they know the folder that nobody can guess."""
    page = web.Application()
    page.router.add_get("/", _empty)
    runner = web.AppRunner(page)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    other = await browser.open(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    await asyncio.sleep(1)
    for what, script in KNOCKS.items():
        print(f"another page asks for {what}:", await other.run(script.replace("HOME", home)))
    await runner.cleanup()
    named = await browser.open(f"http://{home.replace('127.0.0.1', 'localhost')}")
    await asyncio.sleep(1)
    print("by another name:", await named.run("document.body.innerText"))


async def _empty(request: web.Request) -> web.Response:
    return web.Response(text="<body></body>", content_type="text/html")


if __name__ == "__main__":
    asyncio.run(main())
