"""What a parcel holds, as canonical JSON: the same content has the same bytes, and so the same digest."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple

from apprentices.canonical import canonical_json
from apprentices.errors import ParcelRefused
from apprentices.exchange.parcels.ownership import Cells
from apprentices.exchange.parcels.published import Published
from apprentices.exchange.parcels.said import Said

TYPE = "rotating-apprenticeships parcel 1"

Tables = Mapping[str, list[dict[str, str]]]  # rows by table


class Offer(NamedTuple):
    """A row of the receiver's own as it stands at the sender, and (`base`) as that last had it from there.

    Only the receiver decides about it. It has the columns that tell which row and whose it is, and those that
    differ.
    """

    table: str
    cells: Cells
    base: Cells | None


@dataclass(frozen=True, kw_only=True)
class Content:
    """What one host hands another.

    `lead` is the lead host as the sender knows it. `base` is the digest of the parcel before it, and `after`
    are those of all earlier ones. `owned` are the sender's own rows, as far as the receiver gets to see them;
    `introduced` rows of hosts that may not have sent anything themselves yet; `offered` rows of the receiver;
    `said` are statements, `published` the lead host's publications.
    """

    sender: str
    receiver: str
    lead: str | None
    base: str | None
    after: tuple[str, ...]
    owned: Tables
    introduced: Tables
    offered: tuple[Offer, ...]
    said: Said
    published: Published

    @cached_property
    def as_bytes(self) -> bytes:
        """All of it as canonical JSON in UTF-8."""
        parts = {field.name: getattr(self, field.name) for field in fields(self)}
        return canonical_json(parts | {"offered": [offer._asdict() for offer in self.offered]}).encode()

    @cached_property
    def digest(self) -> str:
        """What this parcel is known by: SHA-256, in small hexadecimal digits, of its bytes."""
        return sha256(self.as_bytes).hexdigest()

    @property
    def earlier(self) -> frozenset[str]:
        """The digests of all parcels that came before it."""
        return frozenset(self.after) | ({self.base} if self.base else set())


def from_bytes(data: bytes) -> Content:
    """The content that has these bytes. Raises `ParcelRefused` for anything else, whoever signed it."""
    try:
        found = json.loads(data)
        content = Content(
            **found | {"after": tuple(found["after"]), "offered": tuple(map(_offer, found["offered"]))}
        )
        texts = [content.sender, content.receiver, *content.after, *_texts(content)]
        sound = (
            all(isinstance(text, str) for text in texts)
            and isinstance(content.published, list)
            and all(isinstance(text, str | None) for text in (content.base, content.lead))
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        sound = False
    if not sound or content.as_bytes != data:
        raise ParcelRefused("It was signed as it should be, but what it holds can't be read.")
    return content


def _offer(found: Mapping[str, Any]) -> Offer:
    return Offer(found["table"], dict(found["cells"]), None if found["base"] is None else dict(found["base"]))


def _texts(content: Content) -> Iterable[object]:
    """All that has to be text."""
    for tables in (content.owned, content.introduced, content.said):
        for table, rows in tables.items():
            yield table
            for row in rows:
                yield from (text for cell in row.items() for text in cell)
    for offer in content.offered:
        yield offer.table
        yield from (text for cell in (*offer.cells.items(), *(offer.base or {}).items()) for text in cell)
