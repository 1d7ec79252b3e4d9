"""A publication as it is made, with the digests that are frozen in it."""

from collections.abc import Sequence
from datetime import datetime

from apprentices.agreement.digests import digests
from apprentices.told import Publication, Told


def publication(
    number: int,
    at: datetime,
    by: str,
    rows: Sequence[Told],
    *,
    note: str | None = None,
    despite: str | None = None,
) -> Publication:
    """The publication with that number, made at that moment in the name of `by`, of what `rows` tell."""
    return Publication(
        number=number,
        at=at,
        by=by,
        note=note,
        despite=despite,
        codes_only=False,
        count=len(rows),
        rows=tuple(rows),
        digests=digests(rows),
    )
