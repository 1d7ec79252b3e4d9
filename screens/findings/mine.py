"""Whose findings are mine: those of the host whose copy this is, or of the one that is chosen."""

from collections.abc import Callable
from contextlib import suppress

from apprentices.errors import UsageError
from apprentices.workspace import Workspace
from screens.shared import plain
from screens.shared.copy_of import own_host_of
from screens.shared.frame import ModeScreen
from screens.shared.looks import host_looks
from screens.shared.pick import Pick


def mine_in(workspace: Workspace) -> str | None:
    """The host whose copy this is, or the only one there is; None where that is to be asked."""
    with suppress(UsageError):  # a key that can't be read is told where it is needed
        if host := own_host_of(workspace):
            return host
    hosts = list(workspace.programme.hosts)
    return hosts[0] if len(hosts) == 1 else None


def ask_whose(screen: ModeScreen, then: Callable[[str], object]) -> None:
    """Ask which host is one's own."""
    programme = screen.workspace.programme
    looks = host_looks(programme)
    hosts = {
        code: plain.text((f" {looks[code].symbol} ", looks[code].colour), (host.name, "bold"), f" ({code})")
        for code, host in programme.hosts.items()
    }

    def chosen(host: str | None) -> None:
        if host is not None:
            then(host)

    screen.app.push_screen(Pick("Which host is yours?", hosts), chosen)
