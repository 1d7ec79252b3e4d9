"""One text for the same values, anywhere, at any time: what digests and codes are made of.

Canonical JSON: keys sorted, no white space, texts escaped only where JSON asks for it, null for what is not
known; days, times and moments as ISO text, amounts as plain digits. Of objects whose keys are of plain
letters it is the canonical form of RFC 8785.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any


def canonical_json(value: Any) -> str:
    """The canonical JSON of values, lists of values and objects. Raises `TypeError` for anything else."""
    import json  # a board is drawn without

    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def moment_text(moment: datetime) -> str:
    """A moment in UTC to the millisecond: 2026-11-04T09:30:00.000+00:00."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _plain(value: object) -> str:
    match value:
        case datetime():
            return moment_text(value)
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case Decimal():
            return format(value, "f")
    raise TypeError(f"{value!r} has no canonical form")
