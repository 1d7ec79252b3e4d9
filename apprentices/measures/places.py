"""Seats, what was published and kept, moves, and what a host's share costs."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from apprentices.agreement.differences import differences
from apprentices.board import placed
from apprentices.calendar import DAYS_A_WEEK, Days
from apprentices.measures.tally import Known, Tally
from apprentices.programme import Apprentice, Cycle, Host, Placement
from apprentices.rules.notice import broken
from apprentices.told import Publication, Told


def count_seats(known: Known, period: Days, tally: Tally) -> dict[str, int]:
    """Count the seats filled; returns those offered, by host."""
    programme = known.facts.programme
    cycles = [programme.cycles[index] for index in known.cycles_of(period)]
    codes = {cycle.cycle for cycle in cycles}
    for cell in known.board.assignments():
        if cell.cycle in codes:
            tally.add("filled", programme.placements[cell.placement].host, cell.apprentice)
    return {
        code: sum(_offered(known, host, cycle) for cycle in cycles) for code, host in programme.hosts.items()
    }


def _offered(known: Known, host: Host, cycle: Cycle) -> int:
    seats, teams = known.facts.seats, known.facts.programme.placements
    there = [teams[code] for code in known.facts.teams_at(host.host)]
    offered = sum(seats.of_team(team, cycle.cycle) for team in there if _is_open(team, cycle))
    most = seats.of_host(host, cycle.cycle)
    return offered if most is None else min(offered, most)


def _is_open(team: Placement, cycle: Cycle) -> bool:
    late = team.opens_on is not None and team.opens_on > cycle.ends_on
    early = team.closes_on is not None and team.closes_on < cycle.starts_on
    return not late and not early


def count_kept(known: Known, period: Days, tally: Tally) -> None:
    """Count what the latest publication tells of the period, and what of it still stands in the draft."""
    for row in _whole_publications(known)[-1:]:
        now = placed(known.board.assignments())
        for told in row.rows:
            if told.cycle_starts_on and told.cycle_starts_on in period:
                kept = now.get((told.apprentice, told.cycle)) == told.placement
                for measure in ("told", "kept" if kept else "not_kept"):
                    tally.add(measure, told.host, told.apprentice)


def count_moves(known: Known, period: Days, tally: Tally) -> int:
    """Count the moves that publications of the period told; returns how many of these there were."""
    number = 0
    for before, after in pairwise(_whole_publications(known)):
        if after.at.astimezone().date() in period:
            number += 1
            for told, is_late in _moves(known, before, after):
                for measure in ("moves", "moves_in_notice" if is_late else "moves_in_time"):
                    tally.add(measure, told.host, told.apprentice)
    return number


def _whole_publications(known: Known) -> list[Publication]:
    """The publications that kept hosts and days, the oldest first."""
    return [made for made in known.publications if not made.codes_only]


def _moves(known: Known, before: Publication, after: Publication) -> Iterator[tuple[Told, bool]]:
    """What was told otherwise, or no longer, with whether somebody's notice was broken."""
    made = after.at.astimezone().date()
    for one in differences(before.rows, after.rows):
        if one.before is not None and one.change in ("moved", "gone"):
            yield one.before, bool(broken(known.facts, one, made))


def count_costs(known: Known, period: Days, tally: Tally) -> None:
    """Count what each host's share costs, in pence, and the assignments of which that isn't known."""
    programme, index = known.facts.programme, known.board.cycle_index
    there = {cycle for cycle, at in index.items() if known.facts.cycle_days[at].clip(period)}
    for cell in known.board.assignments():
        if cell.cycle not in there:
            continue
        person = programme.apprentices[cell.apprentice]
        stay = known.facts.stays(person)[index[cell.cycle]]
        days = stay and stay.clip(period)
        if days:
            pence, host = pence_of(person, days), programme.placements[cell.placement].host
            if pence is None:
                tally.add("unpriced", host, cell.apprentice)
            else:
                tally.add("cost", host, cell.apprentice, pence)


def pence_of(person: Apprentice, days: Days) -> int | None:
    """What somebody is paid for some days, to the penny; None where hours or pay are not known."""
    if person.weekly_hours is None or person.hourly_pay is None:
        return None
    pounds = person.weekly_hours * person.hourly_pay * len(days) / DAYS_A_WEEK
    return int((pounds * 100).quantize(Decimal(1), ROUND_HALF_UP))
