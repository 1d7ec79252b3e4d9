"""Which host owns which row, and which of its columns other hosts get to see: stated once, in `SHARES`.

What a parcel holds, what it may hold when it is opened, and the page about it in the docs derive from this.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from apprentices.programme import TABLE
from apprentices.settings import LEAD

Cells = Mapping[str, str]  # the texts of a row's cells by column, as files have them; empty: not known
Key = tuple[str, tuple[str, ...]]  # the table, and the texts of the row's key
Rows = Mapping[Key, Cells]


class Share(NamedTuple):
    """How the rows of a table are shared.

    `owner` names the columns that lead to the host that owns a row: the first that is filled in decides, and
    with none it is the lead host. The hosts that `about` leads to see all of a row that the lead host owns.
    All others see the columns `others`; but of a row about one person alone they see nothing. The lead host
    sees `lead` as well: what it publishes of an assignment.
    """

    owner: tuple[str, ...]
    others: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """The names of a table's columns."""
    return tuple(column.name for column in TABLE[table].columns)


# No row can be kept without the columns that its table requires: where any travel, these do.
SHARES: Mapping[str, Share] = {
    "hosts": Share(owner=("host",), others=("host", "name")),
    "standards": Share(owner=(), others=columns_of("standards")),
    "cycles": Share(owner=(), others=columns_of("cycles")),
    "placements": Share(
        owner=("host",),
        others=(
            "placement",
            "host",
            "team",
            "area",
            "seats",
            "min_seats",
            "opens_on",
            "closes_on",
            "standards",
            "skills",
            "stay_cycles",
        ),
        lead=("site", "supervisor"),
    ),
    "apprentices": Share(
        owner=("employer",),
        others=("apprentice", "given_names", "family_name", "employer", "standard", "starts_on", "ends_on"),
    ),
    "clearances": Share(owner=("apprentice",)),
    "absences": Share(owner=("apprentice",)),
    "closures": Share(owner=("placement", "host"), others=("host", "placement", "starts_on", "ends_on")),
    "seats": Share(owner=("placement", "host"), others=columns_of("seats")),
    "requirements": Share(owner=(), others=columns_of("requirements"), about=("who",)),
    "sequence": Share(owner=(), others=columns_of("sequence")),
    "preferences": Share(owner=("apprentice",)),
    "exclusions": Share(owner=("apprentice",)),
    "separations": Share(owner=()),
    "travel": Share(owner=("apprentice",)),
    "assignments": Share(
        owner=(), others=("apprentice", "cycle", "placement"), about=("apprentice", "placement")
    ),
    "settings": Share(owner=(), others=columns_of("settings")),
}
# The lead host tells these of hosts that have not told them themselves, as far as all may see them, since
# assignments name them, or are judged by them.
INTRODUCED = ("hosts", "placements", "apprentices", "closures", "seats")
LEAD_ROW: Key = ("settings", (LEAD,))  # each copy has its own: it says whose word is taken, and never travels


class Whose(NamedTuple):
    """What tells whose a row is: the lead host, and by code the employers of people, the hosts of teams."""

    lead: str | None
    employers: Mapping[str, str]
    hosts: Mapping[str, str]
    left: frozenset[str] = frozenset()  # hosts whose rows have come to the lead host

    @classmethod
    def of(cls, rows: Rows, left: frozenset[str] = frozenset()) -> "Whose":
        """As the rows of a programme say it."""
        lead = rows.get(LEAD_ROW, {}).get("value")
        employers = {
            key[0]: row.get("employer", "") for (table, key), row in rows.items() if table == "apprentices"
        }
        hosts = {key[0]: row.get("host", "") for (table, key), row in rows.items() if table == "placements"}
        return cls(lead or None, employers, hosts, left)

    def after(self, first: "Whose") -> "Whose":
        """What `first` says, and of whom that says nothing what this one does."""
        return self._replace(
            lead=first.lead,
            employers={**self.employers, **first.employers},
            hosts={**self.hosts, **first.hosts},
            left=first.left,
        )

    def owner(self, table: str, row: Cells) -> str | None:
        """The host that owns a row; the lead host where it names none. None where no lead host is named."""
        for column in SHARES[table].owner:
            if row.get(column):
                host = self._host(column, row[column])
                return host if host and host not in self.left else self.lead
        return self.lead

    def seen_by(self, host: str, table: str, row: Cells) -> tuple[str, ...]:
        """The columns of a row that a host gets to see; none where it does not get the row."""
        share = SHARES[table]
        about = {self._host(column, row[column]) for column in share.about if row.get(column)}
        if host in about or self.owner(table, row) == host:
            return columns_of(table)
        if row.get("who") in self.employers:
            return ()
        return share.others + share.lead if host == self.lead else share.others

    def _host(self, column: str, code: str) -> str | None:
        """The host that a code in that column leads to; None where it leads to none."""
        if column in ("host", "employer"):
            return code
        return self.hosts.get(code) if column == "placement" else self.employers.get(code) or None


@cache
def may_be_told(table: str) -> frozenset[str]:
    """The columns of a table that a host may find in a parcel, of rows that are not its own."""
    share = SHARES.get(table, Share(()))
    return frozenset(columns_of(table) if share.about else share.others + share.lead)


def by_table(rows: Iterable[tuple[Key, Cells]]) -> dict[str, list[dict[str, str]]]:
    """Rows by table, each sorted by its key, so that the same rows make the same text."""
    found: dict[str, list[dict[str, str]]] = {}
    for (table, _), cells in sorted(rows, key=lambda row: row[0]):
        found.setdefault(table, []).append(dict(cells))
    return found
