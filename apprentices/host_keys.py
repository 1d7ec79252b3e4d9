"""The public keys of other hosts, as people here have entered them: added, replaced, lost, left."""

from collections.abc import Sequence

from apprentices.errors import ErrorKind, UsageError
from apprentices.exchange.parcels.keys import PublicKey
from apprentices.programme import TABLE, SettingRow
from apprentices.settings import LEAD
from apprentices.shared import HOST_KEYS, KNOWN, LEFT, LOST, REPLACED, HostKey
from apprentices.store import Deed, RowChange
from apprentices.workspace import Workspace

_SETTINGS = TABLE["settings"]


def host_keys(workspace: Workspace) -> list[HostKey]:
    """Every key that was ever entered, with what became of it."""
    return workspace.store.rows_of(HOST_KEYS.name)


def known_hosts(workspace: Workspace) -> list[str]:
    """The hosts whose keys are taken: for these, parcels can be made."""
    return [row.host for row in host_keys(workspace) if row.state == KNOWN]


def known_key(workspace: Workspace, host: str) -> PublicKey:
    """The key of a host that is taken. Raises `UsageError` where there is none."""
    for row in host_keys(workspace):
        if row.host == host and row.state == KNOWN:
            return PublicKey.read(row.key)
    states = {row.state for row in host_keys(workspace) if row.host == host}
    why = f"{host} has left" if LEFT in states else f"No key of {host} is known here"
    raise UsageError(f"{why}.", ErrorKind.KEY_NOT_KNOWN, host)


def add_key(workspace: Workspace, key: PublicKey, own: str | None = None) -> None:
    """Take a host's key from now on; `own` is the host that this copy is of, where it has a key.

    Raises `UsageError` for one's own host, where the host has one already, and where this one was lost or
    replaced.
    """
    _insist_on_another(key.host, own)
    there = [row for row in host_keys(workspace) if row.host == key.host and row.state == KNOWN]
    if there and there[0].key != str(key):
        raise UsageError(
            f"Another key of {key.host} is known here. Ask them whether they have replaced it.",
            ErrorKind.KEY_KNOWN,
            key.host,
        )
    _apply(workspace, Deed("host-key", {"host": key.host, "state": KNOWN}), _with_key(workspace, key))


def replace_key(workspace: Workspace, key: PublicKey, own: str | None = None) -> None:
    """Take this key of a host in place of the one that was known: that signs nothing any more.

    Raises `UsageError` for one's own host, and where this one was lost or replaced itself.
    """
    _insist_on_another(key.host, own)
    changes = _ended(workspace, key.host, REPLACED, but=str(key)) + _with_key(workspace, key)
    _apply(workspace, Deed("host-key", {"host": key.host, "state": REPLACED}), changes)


def end_key(workspace: Workspace, host: str, state: str, own: str | None = None) -> None:
    """A host has lost its key, or has left: nothing that the key signs is taken any more.

    Raises `UsageError` where no key of the host is known, and for one's own host.
    """
    _insist_on_another(host, own)
    known_key(workspace, host)
    _apply(workspace, Deed("host-key", {"host": host, "state": state}), _ended(workspace, host, state))


def leave(workspace: Workspace, host: str, own: PublicKey | None = None) -> None:
    """A host leaves the programme; where `own` is its key, this is its own copy: no parcel goes or comes.

    Raises `UsageError` for the lead host, and where no key of the host is known.
    """
    if host == workspace.lead_host:
        raise UsageError(f"{host} is the lead host: name another first.", ErrorKind.NO_LEAD)
    if own is None or own.host != host:
        end_key(workspace, host, LEFT)
        return
    before = next((row for row in host_keys(workspace) if row.key == str(own)), None)
    change = RowChange.of(HOST_KEYS, before, HostKey(key=str(own), host=host, state=LEFT))
    _apply(workspace, Deed("host-key", {"host": host, "state": LEFT}), [change])


def set_lead(workspace: Workspace, host: str) -> None:
    """Name the lead host here: what it owns follows from that."""
    row = SettingRow(setting=LEAD, value=host)
    workspace.write(Deed("lead", {"host": host}), _SETTINGS, [row])


def _insist_on_another(host: str, own: str | None) -> None:
    if host == own:
        raise UsageError(
            f"{host} is the host that this copy is of: that is for the others to enter, in theirs."
        )


def _with_key(workspace: Workspace, key: PublicKey) -> list[RowChange]:
    before = next((row for row in host_keys(workspace) if row.key == str(key)), None)
    if before and before.state in (LOST, REPLACED):
        raise UsageError(
            f"This key of {key.host} is never taken again: it was {before.state}. Ask them for a new one."
        )
    return [RowChange.of(HOST_KEYS, before, HostKey(key=str(key), host=key.host))]


def _ended(workspace: Workspace, host: str, state: str, but: str = "") -> list[RowChange]:
    return [
        RowChange.of(HOST_KEYS, row, HostKey(key=row.key, host=host, state=state))
        for row in host_keys(workspace)
        if row.host == host and row.state == KNOWN and row.key != but
    ]


def _apply(workspace: Workspace, deed: Deed, changes: Sequence[RowChange]) -> None:
    workspace.store.apply(deed, [change for change in changes if change.before != change.after])
    workspace.forget()
