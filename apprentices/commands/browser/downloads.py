"""Files that the app hands to a browser: one that ends too early must not look whole."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from aiohttp import web
from aiohttp.helpers import content_disposition_header
from textual_serve.download_manager import DOWNLOAD_CHUNK_SIZE, Download, DownloadManager

PATIENCE_SECONDS = 10.0  # for the next piece of a file


class CutOff(Exception):
    """The app ended, or said nothing for too long, amid a file."""


class Downloads(DownloadManager):
    """The library's downloads, of which it takes the end of a tab for the end of a file."""

    async def download(self, delivery_key: str) -> AsyncGenerator[bytes, None]:
        """A file's pieces. Raises `CutOff` where the rest doesn't come, `KeyError` where none is offered."""
        offered = await self.get_download_metadata(delivery_key)
        try:
            while piece := await _next(offered):
                yield piece
        finally:
            self._active_downloads.pop(delivery_key, None)


async def _next(offered: Download) -> bytes:
    """The next piece, which is empty at the end of the file."""
    asked: dict[str, str | int | bool | None] = {
        "type": "deliver_chunk_request",
        "key": offered.delivery_key,
        "size": DOWNLOAD_CHUNK_SIZE,
        "name": offered.name,
    }
    await offered.app_service.send_meta(asked)  # where nobody hears it, no piece comes
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            piece = await offered.incoming_chunks.get()
    except TimeoutError as error:
        raise CutOff from error
    if piece is None:  # its tab has been closed
        raise CutOff
    return piece


async def answer(request: web.Request, downloads: Downloads) -> web.StreamResponse:
    """The file that a request asks for. Where it is cut off, the connection breaks: browsers tell that."""
    key = request.match_info["key"]
    try:
        offered = await downloads.get_download_metadata(key)
    except KeyError as error:
        raise web.HTTPNotFound from error
    response = web.StreamResponse(headers=_told(offered))
    await response.prepare(request)
    async with aclosing(downloads.download(key)) as pieces:
        try:
            async for piece in pieces:
                await response.write(piece)
        except CutOff:
            assert request.transport is not None
            request.transport.abort()
    return response


def _told(offered: Download) -> dict[str, str]:
    """What the browser is told of a file: its kind and its name."""
    charset = f"; charset={offered.encoding}" if offered.encoding else ""
    opened = "inline" if offered.open_method == "browser" else "attachment"
    return {
        "Content-Type": offered.mime_type + charset,
        "Content-Disposition": content_disposition_header(
            opened, quote_fields=False, filename=offered.file_name
        ),
    }
