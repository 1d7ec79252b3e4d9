"""The server of the app for browsers on this computer: textual-serve, guarded, and with a page of our own."""

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from aiohttp import WSCloseCode, web
from aiohttp.http_exceptions import HttpProcessingError
from textual_serve.server import Server

from apprentices import faults
from apprentices.commands.browser.downloads import Downloads, answer
from apprentices.commands.browser.guard import Guard
from apprentices.commands.browser.tab import Tab
from apprentices.commands.stderr import tell
from apprentices.errors import UsageError

HERE = "127.0.0.1"  # nothing from outside this computer reaches it
PAGE = Path(__file__).parent / "page"
TITLE = "Rotating apprenticeships"
ALIVE_SECONDS = 15.0  # between two looks whether a tab is still there


def serve(
    command: Sequence[str], port: int, ready: Callable[[str], None], used: Callable[[str], None]
) -> None:
    """Serve the program that `command` starts, one process for each tab, until somebody ends it.

    `port` 0 is any that is free. `ready` is told the address once it answers, `used` the next one each time a
    browser has used one. Raises `UsageError` where the port is taken.
    """
    with _bound(port) as listening:
        host = f"{HERE}:{listening.getsockname()[1]}"
        guard = Guard(host, lambda: used(guard.address))
        logging.basicConfig(handlers=[_Faults(logging.ERROR)])
        app = BrowserServer(command, guard).application()
        web.run_app(app, sock=listening, print=lambda _: ready(guard.address), access_log=None)


def _bound(port: int) -> socket.socket:
    try:
        return socket.create_server((HERE, port))
    except OSError as error:
        raise UsageError(f"Port {port} can't be used: {os.strerror(error.errno or 0)}.") from error


class BrowserServer(Server):
    """Serves the page and the tabs."""

    def __init__(self, command: Sequence[str], guard: Guard) -> None:
        super().__init__("", title=TITLE, public_url=guard.origin, templates_path=PAGE)
        self.download_manager: Downloads = Downloads()
        self._words = command
        self._guard = guard
        self._sockets: set[web.WebSocketResponse] = set()

    async def application(self) -> web.Application:
        """The library's application in the guard's folder, and nothing beside it."""
        within = await self._make_app()
        within.router.add_static("/page", PAGE)
        app = web.Application(middlewares=[self._guard.admit])
        app.on_response_prepare.append(self._guard.lock)
        app.add_subapp(self._guard.folder, within)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the command does."""

    async def on_shutdown(self, app: web.Application) -> None:
        """End all tabs, in which everything is saved."""
        await asyncio.gather(*(each.close(code=WSCloseCode.GOING_AWAY) for each in self._sockets))

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """Hand over a file that an app offers."""
        return await answer(request, self.download_manager)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run the program for one tab, for as long as both are there."""
        there = web.WebSocketResponse(heartbeat=ALIVE_SECONDS)
        await there.prepare(request)
        self._sockets.add(there)
        tab = Tab(self._words, there, self.download_manager)
        await tab.start(*(int(request.query[side]) for side in ("width", "height")))
        try:
            await self._process_messages(there, tab)
        finally:
            self._sockets.discard(there)
            await tab.stop()
        return there


class _Faults(logging.Handler):
    """Keeps what goes wrong in the server as all faults are kept: the libraries would print messages.

    What is no request is no fault: anybody on this computer can send it.
    """

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info and record.exc_info[1]
        if error and not isinstance(error, HttpProcessingError):
            tell(faults.record(error, "apprentices serve"))
