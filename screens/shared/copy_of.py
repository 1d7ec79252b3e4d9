"""Whose copy of the programme this is."""

from pathlib import Path

from apprentices.exchange.parcels.keys import own_host
from apprentices.workspace import Workspace


def own_host_of(workspace: Workspace) -> str | None:
    """The host that has its key beside the database; None where there is none.

    Raises `UsageError` where it can't be read.
    """
    return own_host(Path(workspace.where))
