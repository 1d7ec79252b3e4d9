"""Where the hosts stand with a cycle: who has agreed to it as it is, and who is waited for."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from apprentices.calendar import MONTHS
from apprentices.statements import Request, SignOff


class Standing(NamedTuple):
    """One host and one cycle. `moved` are the people who are told otherwise than the host has agreed to.

    A host to which nobody comes is not `asked_of`: it may agree to have nobody, and need not. Of one that is
    not `heard` nobody here knows whether it has agreed: it tells the lead host alone.
    """

    host: str
    cycle: str
    asked_of: bool
    signed: SignOff | None
    moved: Collection[str]
    request: Request | None
    heard: bool = True

    @property
    def agrees(self) -> bool:
        """Whether the host has agreed to the cycle as it is."""
        return self.signed is not None and not self.moved


def in_words(standings: Iterable[Standing], today: date) -> str:
    """Where the hosts stand with one cycle: agreed by 2 of 3, waiting for ELFT since 4 November."""
    concerned = [one for one in standings if one.asked_of or one.signed]
    asked = [one for one in concerned if one.heard or one.signed]
    unheard = " and ".join(one.host for one in concerned if one not in asked)
    known = [_of_known(asked, today)] if asked or not concerned else []
    return ", ".join([*known, *([f"not told here of {unheard}"] if unheard else [])])


def _of_known(asked: Sequence[Standing], today: date) -> str:
    agreed = sum(one.agrees for one in asked)
    if not asked:
        return "nobody comes"
    if agreed == len(asked):
        return f"agreed by all {agreed}" if agreed > 1 else f"agreed by {asked[0].host}"
    return ", ".join([f"agreed by {agreed} of {len(asked)}", *_open(asked, today)])


def _open(asked: Sequence[Standing], today: date) -> Iterator[str]:
    changed = [one.host for one in asked if one.moved]
    if changed:
        yield f"changed since for {' and '.join(changed)}"
    for one in asked:
        if not one.agrees and one.request:
            yield f"waiting for {one.host} since {_day(one.request.on, today)}"


def _day(day: date, today: date) -> str:
    """A day, with its year where that is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"
