"""Programmes drawn at random, and their measures counted again, the long way and with nothing hidden."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from apprentices.agreement import publications
from apprentices.board import Board
from apprentices.calendar import Days
from apprentices.conditions import Preference
from apprentices.measures.tally import Known
from apprentices.programme import Apprentice, Assignment, Host
from apprentices.rules.facts import Facts
from apprentices.score import Score
from apprentices.told import Publication, told_of
from tests.build import CYCLES, TODAY, board, person, team

YEAR = Days(date(2026, 4, 1), date(2027, 3, 31))
AUTUMN = Days(date(2026, 9, 1), date(2026, 12, 31))
PERIODS = (YEAR, AUTUMN, CYCLES[1].span)
STATUSES = ("active", "active", "active", "completed", "withdrawn", "break")
Parts = list[int]  # what each person adds to a figure


def drawn(seed: int) -> tuple[Known, Days]:
    """A programme with its publications, and a period to measure."""
    rng = Random(seed)
    hosts = [Host(host=f"H{at}", name=f"Host {at}") for at in range(rng.choice((2, 3, 3, 4)))]
    teams = [team(f"{host.host}-{at}") for host in hosts for at in range(2)]
    likely = [rng.random() ** 2 + 0.05 for _ in hosts]  # some employ many, some one or two
    people = [_person(rng, at, hosts, likely) for at in range(rng.choice((6, 12, 20, 35, 60)))]
    wishes = [
        Preference(apprentice=p.apprentice, what=f"host:{h.host}", points=rng.randint(-2, 5))
        for p in people
        for h in rng.sample(hosts, rng.randint(0, 2))
    ]
    plan = {p.apprentice: " ".join(_anywhere(rng, teams) for _ in CYCLES) for p in people}
    tables = {"hosts": hosts, "placements": teams, "apprentices": people, "preferences": wishes}
    there = board(plan, {"local_postcodes": "E8; n"}, **tables)
    told = _published(rng, there, teams)
    facts = Facts(there.programme, TODAY, told[-1] if told else None)
    return Known(facts, there, Score(facts, there), told), rng.choice(PERIODS)


def _person(rng: Random, at: int, hosts: list[Host], likely: list[float]) -> Apprentice:
    first = date(2026, 3, 1) + timedelta(rng.choice((0, 0, 20, 190, 190, 191, 300)))
    employer = rng.choices(hosts, likely)[0].host if rng.random() < 0.95 else None
    pay = rng.choice((None, "14.79", "14.80", "15.55", "17.01") if rng.random() < 0.5 else ("15.00",))
    return person(
        f"A{at:02}",
        employer=employer,
        status=rng.choice(STATUSES),
        starts_on=first,
        ends_on=first + timedelta(rng.choice((30, 150, 364, 500))),
        hourly_pay=pay and Decimal(pay),
        weekly_hours=rng.choice((Decimal(35), Decimal("37.5"), None)),
        postcode=rng.choice((None, "E8 9ZA", "N1 9ZZ", "NW1 9ZZ", "E9 9ZA")),
        standard=rng.choice(("ST0070", "ST0070", "AU0001") if at % 9 == 0 else ("ST0070",)),
    )


def _anywhere(rng: Random, teams: list) -> str:  # type: ignore[type-arg]
    return "." if rng.random() < 0.2 else rng.choice(teams).placement


def _published(rng: Random, there: Board, teams: list) -> list[Publication]:  # type: ignore[type-arg]
    """What was told before the draft was as it is: the older, the more was otherwise."""
    made = []
    for number in range(1, rng.randint(0, 3) + 1):
        then = []
        for cell in there.assignments():
            otherwise = rng.random() < 0.3 / number
            where = rng.choice(teams).placement if otherwise else cell.placement
            then.append(Assignment(apprentice=cell.apprentice, cycle=cell.cycle, placement=where))
        at = datetime(2026, 8, 1, 12).astimezone() + timedelta(40 * number)
        made.append(publications.publication(number, at, "Ruth", told_of(there.programme, then)))
    return made


def counted(known: Known, period: Days) -> dict[tuple[str, str], Parts]:
    """Every figure that is counted, in the parts of the people behind it, as the definitions say."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def add(measure: str, host: str | None, who: str, amount: int = 1) -> None:
        for column in (host or "not known", "all hosts"):
            found[measure, column][who] += amount

    _recount_people(known, period, add)
    _recount_places(known, period, add)
    return {cell: list(by.values()) for cell, by in found.items()}


def _recount_people(known: Known, period: Days, add) -> None:  # type: ignore[no-untyped-def]
    rows = known.facts.programme.preferences
    for p in known.facts.programme.apprentices.values():
        days = [p.starts_on + timedelta(n) for n in range((p.ends_on - p.starts_on).days + 1)]
        old, new = period.first - timedelta(1) in days, p.starts_on in period
        if p.standard == "AU0001" or not (old or new):
            continue
        stays = period.last in days
        gone = p.status if p.status in ("completed", "withdrawn") else "ended"
        add("new" if new else "at_start", p.employer, p.apprentice)
        add("at_end" if stays else gone, p.employer, p.apprentice)
        rate = Decimal("14.80") if period.last >= date(2026, 5, 1) else Decimal("13.85")
        if stays:
            told = p.hourly_pay is None and "pay_not_known"
            paid = p.hourly_pay is not None and p.hourly_pay >= rate and "living_wage"
            add(told or paid or "below_living_wage", p.employer, p.apprentice)
        if new:
            homes = {None: "home_not_known", "E8 9ZA": "local", "N1 9ZZ": "local"}
            add(homes.get(p.postcode, "not_local"), p.employer, p.apprentice)
        wishes = {
            row.what.removeprefix("host:")
            for row in rows
            if row.apprentice == p.apprentice and row.points > 0
        }
        if wishes:
            been = {c.placement.partition("-")[0] for c in known.board.row(p.apprentice) if c}
            add("wished", p.employer, p.apprentice)
            met = len(wishes & been) >= len(wishes) / 2
            add("wishes_met" if met else "wishes_not_met", p.employer, p.apprentice)


def _recount_places(known: Known, period: Days, add) -> None:  # type: ignore[no-untyped-def]
    cycles = {cycle.cycle: cycle for cycle in CYCLES}
    now = {(c.apprentice, c.cycle): c.placement for c in known.board.assignments()}
    for (who, cycle), where in now.items():
        p, host = known.facts.programme.apprentices[who], where.partition("-")[0]
        if cycles[cycle].starts_on in period:
            add("filled", host, who)
        days = sum(1 for day in cycles[cycle].span if day in period and day in p.period)
        if days and p.hourly_pay is not None and p.weekly_hours is not None:
            pence = p.weekly_hours * p.hourly_pay * 100 * days / 7
            add("cost", host, who, int(pence + Decimal("0.5")))
        elif days:
            add("unpriced", host, who)
    for row in known.publications[-1].rows if known.publications else ():
        if cycles[row.cycle].starts_on in period:
            same = now.get((row.apprentice, row.cycle)) == row.placement
            for measure in ("told", "kept" if same else "not_kept"):
                add(measure, row.host, row.apprentice)
    for before, after in zip(known.publications, known.publications[1:], strict=False):
        there = {(row.apprentice, row.cycle): row.placement for row in after.rows}
        made = after.at.date()
        for row in before.rows if made in period else ():
            if there.get((row.apprentice, row.cycle)) != row.placement:
                late = cycles[row.cycle].starts_on < made + timedelta(weeks=12)  # no host has its own
                for measure in ("moves", "moves_in_notice" if late else "moves_in_time"):
                    add(measure, row.host, row.apprentice)


def is_of_few(parts: Parts) -> bool:
    """Fewer than five people, or all but the two largest parts are less than a tenth of the largest."""
    largest = sorted(parts)[-2:]
    return 0 < len(parts) < 5 or (bool(parts) and (sum(parts) - sum(largest)) * 10 < max(parts))
