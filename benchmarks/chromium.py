"""A headless Chromium, driven as a person would: it opens pages, presses keys, clicks cells, takes files."""

import asyncio
import base64
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp

from benchmarks.cells import Cells

SECONDS = 60.0
WINDOW = (1300, 800)  # pixels
CELL = """(() => {
  const box = document.querySelector(".xterm-screen").getBoundingClientRect();
  return [box.left, box.top, box.width, box.height];
})()"""
_ESCAPES = re.compile(r"\x1b(\[[0-9;?<>=$ ]*[A-Za-z]|\][^\x07]*\x07|.)")
_COMMAND = ("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0")


async def until(condition: Callable[[], object], what: str) -> None:
    """Wait for something; fails with `what` when it never comes."""
    end = monotonic() + SECONDS
    while not condition():
        assert monotonic() < end, f"waited in vain: {what}"
        await asyncio.sleep(0.005)


class Chromium:
    """The browser. Files go to `downloads`."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, downloads: Path) -> None:
        self.downloads = downloads
        self.tabs: dict[str, Tab] = {}  # by session
        self._socket = socket
        self._answers: dict[int, asyncio.Future[Any]] = {}

    async def open(self, address: str) -> "Tab":
        """A new tab with the page."""
        target = await self.ask("Target.createTarget", url="about:blank")
        attached = await self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        tab = self.tabs[attached["sessionId"]] = Tab(self, attached["sessionId"], target["targetId"])
        for domain in ("Page", "Network", "Log", "Runtime"):
            await tab.ask(f"{domain}.enable")
        await tab.resize(*WINDOW)
        await tab.ask("Page.navigate", url=address)
        return tab

    async def ask(self, method: str, session: str | None = None, **named: Any) -> Any:
        """One call of the browser's protocol."""
        number = len(self._answers) + 1
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        of = {"sessionId": session} if session else {}
        await self._socket.send_json({"id": number, "method": method, "params": named, **of})
        return await asyncio.wait_for(answer, SECONDS)

    async def listen(self) -> None:
        """Take in what the browser says, until it goes."""
        async for message in self._socket:
            said = json.loads(message.data)
            if "error" in said:
                self._answers[said["id"]].set_exception(RuntimeError(said["error"]["message"]))
            elif "id" in said:
                self._answers[said["id"]].set_result(said["result"])
            elif said.get("sessionId") in self.tabs:
                self.tabs[said["sessionId"]].note(said["method"], said["params"])


class Tab:
    """One tab. `asked`: the addresses that it asked for; `drawn`: text that came; `size`: columns, rows;
    `cells`: what is to be seen.
    """

    def __init__(self, browser: Chromium, session: str, target: str) -> None:
        self._browser = browser
        self._session = session
        self._target = target
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.drawn = ""
        self.cells = Cells()
        self.size = (80, 24)

    async def ask(self, method: str, **named: Any) -> Any:
        """One call of the browser's protocol, about this tab."""
        return await self._browser.ask(method, self._session, **named)

    async def close(self) -> None:
        """Close it."""
        await self._browser.ask("Target.closeTarget", targetId=self._target)

    async def resize(self, width: int, height: int) -> None:
        """Make the page so many pixels large."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await self.ask("Emulation.setDeviceMetricsOverride", **size)

    async def run(self, script: str) -> Any:
        """The value of a script in the page."""
        said = await self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return said["result"].get("value")

    async def type(self, text: str) -> None:
        """Press the keys of a text, one after the other."""
        for letter in text:
            await self.key(letter, text=letter)

    async def key(self, key: str, code: int = 0, text: str = "", control: bool = False) -> None:
        """Press one key by its name in browsers; `code` is the number that they know it by."""
        named = {"key": key, "windowsVirtualKeyCode": code or _code(key), "modifiers": 2 * control}
        await self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **named)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **named)

    async def enter(self) -> None:
        """Press enter."""
        await self.key("Enter", 13, "\r")

    async def click(self, column: int, row: int, times: int = 1) -> None:
        """Click a cell of the screen, counted from 0."""
        await self._mouse("mouseMoved", column, row, button="none", clickCount=0)
        for clicks in range(1, times + 1):
            for kind in ("mousePressed", "mouseReleased"):
                await self._mouse(kind, column, row, button="left", clickCount=clicks)

    async def click_on(self, words: str, times: int = 1) -> None:
        """Click where words are to be seen, as soon as they are."""
        await self.sees(words)
        place = self.cells.find(words)
        assert place is not None
        await self.click(*place, times)

    async def sees(self, *words: str) -> None:
        """Wait until all of these words are to be seen."""
        try:
            await until(lambda: all(map(self.cells.find, words)), str(words))
        except AssertionError as error:
            error.add_note("\n".join(self.cells.lines).rstrip())
            raise

    async def wheel(self, column: int, row: int, pixels: int) -> None:
        """Turn the wheel over a cell."""
        await self._mouse("mouseWheel", column, row, deltaX=0, deltaY=pixels)

    async def picture(self, path: Path) -> None:
        """Keep what is to be seen as a PNG."""
        shot = await self.ask("Page.captureScreenshot")
        path.write_bytes(base64.b64decode(shot["data"]))

    async def draws(self, text: str) -> None:
        """Wait until a text was drawn since the last thing that was waited for."""
        await until(lambda: text in self.drawn, f"{text} ({self.complaints})")
        self.drawn = ""

    def note(self, what: str, said: dict[str, Any]) -> None:
        """Take in what the browser tells of this tab."""
        match what:
            case "Network.requestWillBeSent":
                self.asked.append(said["request"]["url"])
            case "Network.webSocketCreated":
                self.asked.append(said["url"])
                self.size = tuple(int(number) for number in re.findall(r"=(\d+)", said["url"]))
            case "Network.webSocketFrameSent" if '"resize"' in said["response"]["payloadData"]:
                size = json.loads(said["response"]["payloadData"])[1]
                self.size = (size["width"], size["height"])
            case "Network.webSocketFrameReceived" if said["response"]["opcode"] == aiohttp.WSMsgType.BINARY:
                data = base64.b64decode(said["response"]["payloadData"])
                text = data.decode(errors="ignore")
                self.cells.write(text)
                self.drawn += _ESCAPES.sub("", text)
            case "Log.entryAdded" | "Runtime.exceptionThrown":
                self.complaints.append(str(said)[:300])

    async def _mouse(self, kind: str, column: int, row: int, **named: Any) -> None:
        left, top, width, height = await self.run(CELL)
        x = left + (column + 0.5) * width / self.size[0]
        y = top + (row + 0.5) * height / self.size[1]
        await self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, **named)


def _code(key: str) -> int:
    """Letters and digits have the number of their sign; what others have, nobody asks."""
    return ord(key.upper()) if key.isalnum() else 0


@asynccontextmanager
async def chromium(folder: Path) -> AsyncIterator[Chromium]:
    """Start it with a profile in that folder, which it makes; end it afterwards."""
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *_COMMAND, f"--user-data-dir={folder}", stdout=quiet, stderr=quiet
    )
    told = folder / "DevToolsActivePort"
    try:
        await until(lambda: told.exists() and len(told.read_text().split()) == 2, "the browser")
        port, path = told.read_text().split()
        downloads = folder / "downloads"
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0) as socket,
        ):
            browser = Chromium(socket, downloads)
            listening = asyncio.create_task(browser.listen())
            await browser.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads))
            yield browser
            listening.cancel()
    finally:
        process.terminate()
        await process.wait()
