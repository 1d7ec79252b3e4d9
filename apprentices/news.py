"""What has to be told anew: how a board differs from what hosts and apprentices were told last."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from apprentices.agreement.differences import Difference, differences, of_the_stay
from apprentices.rules.facts import Facts
from apprentices.rules.notice import Broken, broken
from apprentices.told import Publication, Told


class News(NamedTuple):
    """One cell that is told otherwise, whether that asks for notice, and whose it breaks."""

    difference: Difference
    broken: Broken
    asks_notice: bool

    @property
    def hosts(self) -> list[str]:
        """The hosts that it concerns, as far as they are known."""
        return [host for host in self.difference.hosts if host]

    @property
    def row(self) -> Told:
        """The cell as it is told now; of one that is empty now, as it was."""
        row = self.difference.after or self.difference.before
        assert row is not None
        return row


def news(facts: Facts, before: Publication | None, after: Iterable[Told], on: date) -> list[News]:
    """What is to be told on that day, by cycle in time, then by apprentice.

    Cycles that are over then are left out. Nobody's notice is broken while nothing was told before.
    """
    rows, codes_only = (before.rows, before.codes_only) if before else ((), False)
    found = of_the_stay(differences(rows, after, codes_only))
    return [
        News(one, broken(facts, one, on), one.change != "changed") if before else News(one, {}, False)
        for one in found
        if not _is_over(one, on)
    ]


def _is_over(difference: Difference, on: date) -> bool:
    ends = [row.cycle_ends_on for row in (difference.before, difference.after) if row]
    return all(end is not None and end < on for end in ends)
