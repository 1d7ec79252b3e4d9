"""The day that it is in every test, whatever the day on which it is run."""

from datetime import UTC, datetime

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOON.date()
"""The day as of which the programmes are judged: a fortnight before the pilot's C2 starts."""
