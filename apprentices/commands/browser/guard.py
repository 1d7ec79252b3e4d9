"""Who may use the program in a browser: whoever has its address, and nobody's page but its own.

Any page that is open on this computer can send requests to any port of it. So a request has to name the
server as the address does (a page whose own name has come to lead here doesn't), must not come from another
page (Origin), and shows a cookie that only this browser has. Other users of the computer may see the address
on the command line of a browser that is opened with it: it is good for one browser, once.

Browsers show a cookie to every port of a name, and so to other users' pages on this computer. All there is
lies in a folder that nobody can guess, which is said to that one browser alone; the cookie is of that folder.
"""

from collections.abc import Callable
from http import HTTPStatus
from secrets import compare_digest, token_urlsafe

from aiohttp import web
from aiohttp.typedefs import Handler

COOKIE = "apprentices"
WRONG_NAME = "This program answers to the address that it printed, and to no other name."
OTHER_PAGE = "Another page has asked for this. Only the program's own page may."
NO_KEY = (
    "This page is for whoever has its address. That stands in the window in which `apprentices serve` runs, "
    "and is good for one browser: once it is used, a new one stands there."
)


class Guard:
    """Refuses in plain words what is not from the browser that was given the address.

    `host` is the server's name and port as browsers send them; `used` is told that the address was. `folder`
    is the path below which the program has to be served.
    """

    def __init__(self, host: str, used: Callable[[], None]) -> None:
        self.host = host
        self.origin = f"http://{host}"
        self._used = used
        self._key = token_urlsafe()
        self._cookie = token_urlsafe()
        self.folder = f"/{token_urlsafe()}/"

    @property
    def address(self) -> str:
        """What lets one browser in."""
        return f"{self.origin}/?key={self._key}"

    @web.middleware
    async def admit(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Hand on what may pass."""
        if request.headers.get("Host") != self.host:
            return _refusal(WRONG_NAME)
        if request.headers.get("Origin", self.origin) != self.origin:
            return _refusal(OTHER_PAGE)
        if _same(request.cookies.get(COOKIE, ""), self._cookie):
            return await handler(request)
        return self._let_in() if _same(request.query.get("key", ""), self._key) else _refusal(NO_KEY)

    async def lock(self, request: web.Request, response: web.StreamResponse) -> None:
        """Say to the browser what the page may do: talk to this server, and be in no other page's frame."""
        talks = f"'self' ws://{self.host}"
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
            f"img-src 'self' data:; connect-src {talks}; frame-ancestors 'none'; base-uri 'none'; "
            "form-action 'none'"
        )
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"

    def _let_in(self) -> web.Response:
        self._key = token_urlsafe()
        self._used()
        response = web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": self.folder})
        response.set_cookie(COOKIE, self._cookie, path=self.folder, httponly=True, samesite="Strict")
        return response


def _refusal(why: str) -> web.Response:
    return web.Response(status=HTTPStatus.FORBIDDEN, text=f"{why}\n")


def _same(given: str, ours: str) -> bool:
    return compare_digest(given.encode("utf-8", "replace"), ours.encode())
