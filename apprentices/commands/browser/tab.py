"""One tab of a browser: the program as a process of its own, drawn there and driven from there."""

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from struct import Struct

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from apprentices.commands.session import PLAIN

GREETING = b"__GANGLION__\n"  # of each app that begins; what a process runs before it is not for the page
HEAD = Struct(">cI")  # of a packet: its kind, and how many bytes it holds
PATIENCE_SECONDS = 10.0  # for a program that is told to end


class Tab(AppService):
    """Runs `command` for one tab, and closes its socket when that has ended.

    The library would go through a shell, keep what the program says on standard error until it ends, and
    take the end of its first app (the ways to begin) for that of the program.
    """

    def __init__(
        self, command: Sequence[str], socket: web.WebSocketResponse, downloads: DownloadManager
    ) -> None:
        super().__init__(
            "",
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=self._close,
            download_manager=downloads,
        )
        self._socket = socket
        self._words = command

    async def run(self) -> None:
        """Pass on what it draws until it ends, then end the tab's connection."""
        assert self._process is not None
        out = self._process.stdout
        assert out is not None
        with suppress(asyncio.IncompleteReadError):  # the program was killed
            try:
                await self._pass_on(out)
            except ConnectionError:  # the tab has gone: what is drawn until the program ends, nobody sees
                await out.read()
        await self._process.wait()
        await self._close()

    async def stop(self) -> None:
        """End the program, which has saved every change; one that doesn't end in time is killed."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await super().stop()
        except TimeoutError:
            assert self._process is not None
            self._process.kill()

    async def _close(self) -> None:
        await self._socket.close()

    async def _pass_on(self, out: asyncio.StreamReader) -> None:
        while line := await out.readline():
            if line.endswith(GREETING):
                while await self._packet(out):
                    pass

    async def _packet(self, out: asyncio.StreamReader) -> bool:
        """Pass on one packet; False where it says that the app ends: another may follow."""
        kind, size = HEAD.unpack(await out.readexactly(HEAD.size))
        payload = await out.readexactly(size)
        if kind == b"M" and json.loads(payload)["type"] == "exit":
            return False
        await {b"D": self.on_data, b"M": self.on_meta, b"P": self.on_packed}[kind](payload)
        return True

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        drawn = self._build_environment(width, height) | {PLAIN: ""}  # a page shows no lines and questions
        self._process = process = await asyncio.create_subprocess_exec(
            *self._words, stdin=PIPE, stdout=PIPE, env=drawn
        )
        self._stdin = process.stdin
        return process
