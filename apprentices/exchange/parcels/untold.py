"""What this copy of a programme is not told by other hosts, as `ownership` says.

Whoever has entered more of a row than other hosts may see keeps that row here: what is empty in it is
missing then.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any

from apprentices.exchange.parcels.ownership import SHARES, columns_of
from apprentices.not_told import EVERYTHING_TOLD, NotTold
from apprentices.programme import TABLE
from apprentices.settings import LEAD
from apprentices.shared import HOST_KEYS, SECRET_KEY, hosts_left, key_file
from apprentices.store import Store

Tables = Mapping[str, Sequence[Any]]
# The tables with rows about people that no other host sees.
_OF_PEOPLE = [name for name, share in SHARES.items() if share.owner == ("apprentice",) and not share.others]


def not_told_in(store: Store, rows: Tables) -> NotTold:
    """What is not told in this copy: nothing where that is no host's, or names no lead host."""
    me = _whose_copy(Path(store.where))
    lead = next((row.value for row in rows.get("settings", ()) if row.setting == LEAD), None)
    if not me or not lead:
        return EVERYTHING_TOLD
    return _not_told(me, lead, hosts_left(store.rows_of(HOST_KEYS.name)), rows)


def _whose_copy(database: Path) -> str | None:
    """The host that has its key beside a database, by how that begins: a check need not read it in full.

    One that can't be read says so where it is used.
    """
    with suppress(OSError, UnicodeDecodeError):
        match key_file(database).read_text("utf-8").split():
            case [kind, host, *_] if kind == SECRET_KEY:
                return host
    return None


def _not_told(me: str, lead: str, left: frozenset[str], rows: Tables) -> NotTold:
    known = {row.apprentice for table in _OF_PEOPLE for row in rows.get(table, ())}
    bare = {
        table: {
            code: host
            for code, owner in _bare(table, rows.get(table, ()), me == lead)
            for host in (lead if owner is None or owner in left else owner,)
            if host != me
        }
        for table in ("apprentices", "placements", "hosts")
    }
    people = {code: host for code, host in bare["apprentices"].items() if code not in known}
    others = frozenset(row.host for row in rows.get("hosts", ()) if row.host != me)
    return NotTold(people, bare["placements"], bare["hosts"], frozenset() if me == lead else others)


def _bare(table: str, rows: Sequence[Any], is_lead: bool) -> Iterator[tuple[str, str | None]]:
    """The code and owner of each row of which no more is here than other hosts may see."""
    share, declared = SHARES[table], {field.name: field.default for field in fields(TABLE[table].row)}
    seen = share.others + share.lead if is_lead else share.others
    kept = [name for name in columns_of(table) if name not in seen]
    values, nothing = attrgetter(*kept), tuple(declared[name] for name in kept)
    code, owner = attrgetter(TABLE[table].key[0]), attrgetter(share.owner[0])
    return ((code(row), owner(row)) for row in rows if values(row) == nothing)
