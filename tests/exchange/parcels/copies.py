"""Three hosts with a copy of one small programme each, in memory: what they do and hand each other."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace

from apprentices.exchange.parcels.cells import defaults, key_of
from apprentices.exchange.parcels.contents import content_for
from apprentices.exchange.parcels.known import Chain, Known
from apprentices.exchange.parcels.merge import Choose
from apprentices.exchange.parcels.ownership import Cells, Key
from apprentices.exchange.parcels.payload import Content, from_bytes
from apprentices.exchange.parcels.taking import Taken, take
from apprentices.statements import Statement

HOSTS = ("COL", "ELFT", "LBH")  # the first is the lead host
NOBODY: Choose = lambda key: None  # noqa: E731 - nobody has chosen yet


def row(table: str, **cells: str) -> tuple[Key, Cells]:
    """A row by its key, with all cells."""
    whole = {**defaults(table), **cells}
    return key_of(table, whole), whole


def person(code: str, employer: str, **more: str) -> tuple[Key, Cells]:
    """Somebody of whom all is known that no other host gets to see."""
    return row(
        "apprentices",
        **{
            "apprentice": code,
            "given_names": "Ayo",
            "family_name": code,
            "employer": employer,
            "starts_on": "2026-09-07",
            "ends_on": "2027-09-03",
            "date_of_birth": "2007-01-15",
            "hourly_pay": "13.85",
        }
        | more,
    )


def team(code: str, host: str, **more: str) -> tuple[Key, Cells]:
    """A team with one seat and a supervisor."""
    return row(
        "placements",
        **{"placement": code, "host": host, "team": code, "seats": "1", "supervisor": "Sam"} | more,
    )


def put(apprentice: str, cycle: str, placement: str, **more: str) -> tuple[Key, Cells]:
    """An assignment."""
    return row("assignments", apprentice=apprentice, cycle=cycle, placement=placement, **more)


def lines() -> dict[Key, Cells]:
    """What all copies begin with: the hosts, and who leads."""
    hosts = [row("hosts", host=code, name=f"Host {code}") for code in HOSTS]
    cycle = row("cycles", cycle="C1", starts_on="2026-09-07", ends_on="2026-12-04")
    return dict([*hosts, cycle, row("settings", setting="lead", value=HOSTS[0])])


def copies() -> dict[str, Known]:
    """Each host with its own people and teams alone; the lead host with the calendar."""
    found = {}
    for number, host in enumerate(HOSTS):
        people = [person(f"A{number}{extra}", host) for extra in "ab"]
        found[host] = Known(host, lines() | dict([*people, team(f"T{number}", host)]))
    return found


def hand(sender: Known, receiver: str) -> tuple[Known, Content]:
    """Make a parcel; the sender remembers it. It goes by what was written."""
    content = from_bytes(content_for(receiver, sender).as_bytes)
    went = {**sender.went, receiver: sender.went.get(receiver, Chain()).then(content.digest)}
    return replace(sender, went=went), content


def edited(copy: Known, key: Key, cells: Mapping[str, str] | None) -> Known:
    """A copy after somebody there has changed, added or (None) taken away a row."""
    rows = dict(copy.rows)
    rows.pop(key, None)
    if cells is not None:
        rows[key] = cells
    return replace(copy, rows=rows)


def stating(copy: Known, *said: Statement) -> Known:
    """A copy in which these statements were made."""
    return replace(copy, statements={**copy.statements, **{one.statement: one for one in said}})


def exchange(world: dict[str, Known], sender: str, receiver: str, choose: Choose = NOBODY) -> Taken:
    """One host hands another a parcel, which is taken in at once."""
    world[sender], content = hand(world[sender], receiver)
    before = world[receiver]
    done = take(before, content, choose)
    if choose is NOBODY:
        assert_nobodys_work_is_overwritten(before, done)
    world[receiver] = done.known
    return done


def assert_nobodys_work_is_overwritten(before: Known, done: Taken) -> None:
    """What was changed is as it was last taken in, or was not known: nobody here has entered it."""
    for key, cells in done.changes.items():
        here, base = before.rows.get(key, {}), before.base.get(key, {})
        for name, text in here.items():
            if cells is None or cells[name] != text:
                assert text == base.get(name, defaults(key[0]).get(name)) or (
                    cells is None and name not in base
                )


def differences(world: Mapping[str, Known]) -> Iterator[tuple[str, str, Key, str]]:
    """Owner, other host, row and column where the other, who sees that, has it otherwise than the owner.

    A row that is not there differs in the columns of its key.
    """
    for owner in world.values():
        for key, cells in owner.rows.items():
            if owner.owner(key) != owner.me:
                continue
            for other in world.values():
                columns = owner.whose.seen_by(other.me, key[0], cells) if other is not owner else ()
                there = other.rows.get(key, {})
                yield from (
                    (owner.me, other.me, key, name) for name in columns if there.get(name) != cells[name]
                )


def random_edit(copy: Known, dice: random.Random) -> Known:
    """Somebody changes a row, mostly one of their own host's, adds one or takes one away."""
    keys = [key for key in copy.rows if key[0] in ("apprentices", "placements", "assignments", "cycles")]
    own = [key for key in keys if copy.owner(key) == copy.me]
    kind = dice.random()
    if kind < 0.25:
        return edited(copy, *_new(copy, dice))
    key = dice.choice(own if own and kind < 0.8 else keys)
    if kind < 0.4 and key[0] in ("assignments", "apprentices"):
        return _without(copy, key)
    return edited(copy, key, {**copy.rows[key], **_change(key[0], copy, dice)})


def _new(copy: Known, dice: random.Random) -> tuple[Key, Cells]:
    host = HOSTS.index(copy.me)
    if copy.me == HOSTS[0] and dice.random() < 0.6:
        people, teams = (
            [k[1][0] for k in copy.rows if k[0] == table] for table in ("apprentices", "placements")
        )
        if people and teams:
            return put(dice.choice(people), "C1", dice.choice(teams), pinned=dice.choice(("yes", "no")))
    return person(f"A{host}{dice.choice('abcd')}", copy.me, given_names=dice.choice(("Ayo", "Bo", "Cy")))


def _change(table: str, copy: Known, dice: random.Random) -> dict[str, str]:
    value = f"{dice.randrange(10**6)}"  # so that no two changes come to the same by chance
    return {
        "apprentices": {dice.choice(("given_names", "family_name", "cohort")): f"N{value}"},
        "placements": {dice.choice(("team", "area", "supervisor")): f"T{value}"},
        "cycles": {"name": f"Cycle {value}"},
        "assignments": {"pinned": dice.choice(("yes", "no"))},
    }[table]


def _without(copy: Known, key: Key) -> Known:
    """A row taken away, with those that name it, as a database would insist."""
    gone = [key]
    if key[0] == "apprentices":
        gone += [
            k for k, cells in copy.rows.items() if k[0] == "assignments" and cells["apprentice"] == key[1][0]
        ]
    for each in gone:
        copy = edited(copy, each, None)
    return copy
