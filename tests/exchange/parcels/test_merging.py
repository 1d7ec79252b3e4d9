"""Three copies exchange parcels at random: nothing is lost, what differs is named, no order matters.

By hand, more of them: EXCHANGES=100000 python -m pytest tests/exchange/parcels
"""

import os
import random
from itertools import permutations

import pytest

from apprentices.exchange.parcels.known import Known
from apprentices.exchange.parcels.merge import OURS, THEIRS
from apprentices.exchange.parcels.ownership import Key
from apprentices.exchange.parcels.payload import Content
from apprentices.exchange.parcels.taking import take
from tests.exchange.parcels.copies import (
    HOSTS,
    NOBODY,
    copies,
    differences,
    exchange,
    hand,
    random_edit,
)

EXCHANGES = int(os.environ.get("EXCHANGES", "10000"))
OF_ONE_STORY = 26  # exchanges: 8 between edits, and three rounds of all six pairs


def story(dice: random.Random) -> dict[str, Known]:
    """People at three hosts change rows and exchange parcels, some of which never arrive."""
    world = copies()
    for _ in range(8):
        host, sender, receiver = dice.choice(HOSTS), *dice.sample(HOSTS, 2)
        world[host] = random_edit(world[host], dice)
        if dice.random() < 0.2:
            world[sender], _ = hand(world[sender], receiver)  # it gets lost
        exchange(world, sender, receiver)
    return world


def named_after_a_round(world: dict[str, Known]) -> set[tuple[str, Key]]:
    """Each hands each other a parcel; what is told of rows that differ then, by the host that is told."""
    named: set[tuple[str, Key]] = set()
    for sender, receiver in permutations(HOSTS, 2):
        done = exchange(world, sender, receiver)
        named |= {(receiver, collision.key) for collision in (*done.collisions, *done.offered)}
        named |= {(receiver, key) for key in done.waiting}
    return named


@pytest.mark.parametrize("part", range(4))
def test_no_row_is_lost_and_whatever_differs_is_named(part: int) -> None:
    for seed in range(part, EXCHANGES // OF_ONE_STORY, 4):
        world = story(random.Random(seed))
        own = {
            key: cells
            for copy in world.values()
            for key, cells in copy.rows.items()
            if copy.owner(key) == copy.me
        }
        named_after_a_round(world)
        named = named_after_a_round(world)
        for owner, other, key, column in differences(world):
            assert {(owner, key), (other, key)} & named, (seed, owner, other, key, column)
        for copy in world.values():  # what an owner has, only its choice changes
            mine = {key: cells for key, cells in copy.rows.items() if copy.owner(key) == copy.me}
            assert all(own[key] == cells for key, cells in mine.items()), seed
        once_more = {host: copy.rows for host, copy in world.items()}
        assert named_after_a_round(world) == named, seed
        assert {host: copy.rows for host, copy in world.items()} == once_more, seed


def arrivals(dice: random.Random) -> tuple[Known, list[list[Content]]]:
    """A copy, and the parcels of two senders to it, each sender's in the order in which they were made."""
    world = story(dice)
    receiver, *senders = dice.sample(HOSTS, 3)
    queues: list[list[Content]] = []
    for sender in senders:
        made = []
        for _ in range(2):
            for _ in range(3):
                world[sender] = random_edit(world[sender], dice)
            world[sender], content = hand(world[sender], receiver)
            made.append(content)
        queues.append(made)
    return world[receiver], queues


def outcome(known: Known, parcels: list[Content]) -> object:
    """What a copy comes to, and what it is told at last."""
    for content in parcels:
        known = take(known, content, NOBODY).known
    done = take(known, None, NOBODY)
    return done.known.rows, done.known.base, sorted(map(repr, done.collisions)), sorted(done.waiting)


def test_parcels_come_to_the_same_in_any_order_and_twice() -> None:
    for seed in range(EXCHANGES // 100):
        known, ((first, second), (other, another)) = arrivals(random.Random(seed))
        expected = outcome(known, [second, another])
        for parcels in (
            [another, second],
            [second, second, another, another],
            [another, second, first, other],  # the older ones come late
            [second, first, another, other, second],
        ):
            assert outcome(known, parcels) == expected, seed


def test_what_a_person_chooses_holds_in_all_further_parcels() -> None:
    for seed in range(EXCHANGES // 100):
        dice = random.Random(seed)
        world = story(dice)
        sender, receiver = dice.sample(HOSTS, 2)
        side = dice.choice((OURS, THEIRS))
        exchange(world, sender, receiver, lambda key, side=side: side)  # type: ignore[misc]
        before = world[receiver].rows
        again = exchange(world, sender, receiver)
        assert not again.collisions
        assert side == THEIRS or world[receiver].rows == before
