"""What a copy of the programme knows when it makes or opens a parcel: its rows, and what was exchanged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from apprentices.exchange.parcels.ownership import Cells, Key, Rows, Whose
from apprentices.exchange.parcels.said import Speakers
from apprentices.statements import Statement
from apprentices.told import Publication

Told = Mapping[tuple[str, Key], Cells]  # rows as a host last told them, by host and key


@dataclass(frozen=True)
class Chain:
    """The parcels that went one way between two hosts, by their digests."""

    latest: str | None = None
    all: frozenset[str] = frozenset()

    def then(self, digest: str, earlier: frozenset[str] = frozenset()) -> "Chain":
        """With one more parcel, which is the latest."""
        return Chain(digest, self.all | earlier | {digest})


@dataclass(frozen=True)
class Known:
    """One copy: whose it is, its rows, what other hosts last told and what of that was last taken in.

    `taken` is the base of the next merge. `came` and `went` are the parcels from and to each host.
    """

    me: str
    rows: Rows
    told: Told = field(default_factory=dict)
    taken: Told = field(default_factory=dict)
    came: Mapping[str, Chain] = field(default_factory=dict)
    went: Mapping[str, Chain] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    statements: Mapping[str, Statement] = field(default_factory=dict)  # by code
    published: Sequence[Publication] = ()

    @cached_property
    def base(self) -> Rows:
        """What was last taken in, by key."""
        return {key: cells for (_, key), cells in self.taken.items()}

    @cached_property
    def whose(self) -> Whose:
        """Whose the rows are as this copy has them."""
        return Whose.of(self.rows, self.left)

    @cached_property
    def agreed(self) -> Whose:
        """Whose the rows are as it was last told, whatever was changed since; with the lead host of here."""
        return self.whose.after(Whose.of(self.base, self.left)._replace(lead=self.whose.lead))

    @cached_property
    def as_told(self) -> Whose:
        """Whose the rows are as hosts tell it of their own rows, and else as it was last told or is here."""
        lead = self.whose.lead
        by_lead = {key: cells for (host, key), cells in self.told.items() if host == lead}
        by_others = {key: cells for (host, key), cells in self.told.items() if host != lead}
        told = Whose.of({**by_lead, **by_others}, self.left)._replace(lead=lead)
        return self.agreed.after(told)

    @property
    def speakers(self) -> Speakers:
        """Who may make which statements."""
        return Speakers(self.whose.lead, self.statements, self.left)

    def owner(self, key: Key) -> str | None:
        """The host that owns a row that is here, as it was last told; None of no row."""
        there = self.base.get(key, self.rows.get(key))
        return self.agreed.owner(key[0], there) if there is not None else None
