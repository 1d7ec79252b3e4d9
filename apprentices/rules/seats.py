"""How many people teams and hosts take in each cycle, and ask for: as seats.csv says, or they themselves."""

from typing import NamedTuple

from apprentices.programme import CycleSeats, Host, Placement, Programme


class Fewest(NamedTuple):
    """The fewest people who should be somewhere; counted where anyone is there, or `always`."""

    people: int | None
    always: bool


class Seats:
    """The seats of a programme: a row of seats.csv for a place and cycle wins over the place's own."""

    def __init__(self, programme: Programme) -> None:
        self._special: dict[tuple[str | None, str | None, str], CycleSeats] = {
            (None if row.placement else row.host, row.placement, row.cycle): row for row in programme.seats
        }

    def of_team(self, team: Placement, cycle: str) -> int:
        """The most people a team takes in a cycle."""
        special = self._special.get((None, team.placement, cycle))
        return team.seats if special is None or special.seats is None else special.seats

    def of_host(self, host: Host, cycle: str) -> int | None:
        """The same for a host over all its teams; None: no limit."""
        special = self._special.get((host.host, None, cycle))
        return host.seats if special is None or special.seats is None else special.seats

    def fewest_of_team(self, team: Placement, cycle: str) -> Fewest:
        """The fewest people a team asks for in a cycle."""
        return _fewest(team.min_seats, self._special.get((None, team.placement, cycle)))

    def fewest_of_host(self, host: Host, cycle: str) -> Fewest:
        """The same for a host over all its teams."""
        return _fewest(host.min_seats, self._special.get((host.host, None, cycle)))


def _fewest(own: int | None, special: CycleSeats | None) -> Fewest:
    if special is None or special.min_seats is None:
        return Fewest(own, always=False)
    return Fewest(special.min_seats, always=True)
