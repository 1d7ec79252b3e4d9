"""The best whole rotation of each person, by dynamic programming over the cycles, of many people at once.

People whose states are of the same kind are looked at together. All numbers are whole, and stand in floats
that hold them exactly, so that what comes out can be counted on.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from apprentices.planner.model.linear import Model
from apprentices.planner.search.rotations.remembered import Remembered
from apprentices.planner.search.rotations.states import States

NEVER = -np.inf  # the worth of what may not be


class Best(NamedTuple):
    """What the best rotation of each person of a group is worth, and its variables."""

    worth: Any
    variables: list[Any]


class _Begun(NamedTuple):
    """Beginnings of rotations: whose, where they stand, what they lost, and the variables of each cycle."""

    person: Any
    state: Any
    position: Any
    lost: Any
    taken: list[Any]

    def chosen(self, which: Any) -> "_Begun":
        """Some of them."""
        taken = [one[which] for one in self.taken]
        return _Begun(self.person[which], self.state[which], self.position[which], self.lost[which], taken)

    def within(self, spare: float) -> "_Begun":
        """Those that lost no more."""
        return self.chosen(self.lost <= spare)

    def with_(self, other: "_Begun") -> "_Begun":
        """These and others."""
        person, state, position, lost = (np.concatenate([self[at], other[at]]) for at in range(4))
        taken = [np.concatenate(pair) for pair in zip(self.taken, other.taken, strict=True)]
        return _Begun(person, state, position, lost, taken)

    def rotations(self) -> Iterator[tuple[int, Any]]:
        """Each person and the variables; -1 stands for none."""
        return zip(self.person.tolist(), np.array(self.taken).T, strict=True)


def _none(begun: _Begun) -> Any:
    return np.full(len(begun.person), -1)


class Group:
    """People with the same states. What placements are worth is asked for by variable."""

    def __init__(
        self, model: Model, kept: Remembered, people: Sequence[str], hosts: Mapping[str, int]
    ) -> None:
        """`hosts` gives the number of each host, all the same where hosts don't matter."""
        self.people = people
        teams = model.problem.programme.placements
        self._states = States(kept, {code: hosts[team.host] for code, team in teams.items()})
        self._size = len(people), len(model.problem.board.cycles), self._states.classes
        self._take_cells(model)
        self._take_changes(model, hosts)
        self._edges = [np.flatnonzero(self._states.host_of_class == host) for host in set(hosts.values())]

    def best(self, worth: Any) -> Best:
        """The best rotations where each variable is worth so much."""
        value, chosen = self._values(worth)
        leave = self._leaving(worth)
        ahead = self._ahead(value, leave)
        return self._walk(value, chosen, leave, ahead)

    def through(self, worth: Any) -> tuple[Any, Any]:
        """The variables of placements, and what the best rotation is worth that has each of them."""
        value, _ = self._values(worth)
        leave = self._leaving(worth)
        best = self._through(value, leave, self._ahead(value, leave))
        at = np.repeat(self._at, np.diff(np.append(self._starts, len(self._order))))
        return self._order, best.ravel()[at] + worth[self._order] - value.ravel()[at]

    def near(self, worth: Any, spare: float, limit: int) -> Iterator[tuple[str, Any]] | None:
        """All rotations that are worth at most `spare` less than their person's best, as variables.

        None where there would be more than `limit` of them, or of their beginnings.
        """
        value, _ = self._values(worth)
        leave = self._leaving(worth)
        ahead = self._ahead(value, leave)
        people = np.arange(len(self.people))
        begun = _Begun(people, 0 * people, 0 * people + self._states.nowhere, 0.0 * people, [])
        for cycle in range(self._size[1]):
            begun = self._onward(begun, worth, leave, ahead, cycle).within(spare)
            if len(begun.person) > limit:
                return None
        return ((self.people[person], own[own >= 0]) for person, own in begun.rotations())

    # -- inside

    def _onward(self, begun: "_Begun", worth: Any, leave: Any, ahead: list[Any], cycle: int) -> "_Begun":
        """All ways on from some beginnings through one more cycle."""
        states, filled = self._states, self._filled[begun.person, cycle]
        idle = begun.chosen(~filled)
        idle = idle._replace(
            position=np.full_like(idle.position, states.nowhere),
            taken=[*idle.taken, _none(idle), _none(idle)],
        )
        cell = begun.person * self._size[1] + cycle
        first, many = self._first[cell], np.where(filled, self._first[cell + 1] - self._first[cell], 0)
        at = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
        old = begun.chosen(np.repeat(np.arange(len(many)), many))
        variable, kind = self._variables[at], self._classes[at]
        host = states.host_of_class[kind]
        landing, state = states.landing[old.position, host], states.after[old.state, kind]
        moved, left = states.moves[old.position, host], states.host_at[old.position]
        paid = np.where(moved, leave[old.person, max(cycle - 1, 0), left], 0.0)
        own = np.where(variable >= 0, worth[variable], 0.0)
        before = ahead[cycle][old.person, old.position, old.state]
        lost = old.lost + before - own - paid - ahead[cycle + 1][old.person, landing, state]
        change = np.where(moved, self._changes[old.person, max(cycle - 1, 0), left], -1)
        new = _Begun(old.person, state, landing, lost, [*old.taken, variable, change])
        return idle.with_(new)

    def _take_cells(self, model: Model) -> None:
        """Where the variables of each cell and class stand, and what is locked."""
        states, (_, cycles, classes) = self._states, self._size
        variables: list[int] = []
        keys: list[int] = []
        fixed: list[int] = []
        self._filled = np.zeros(self._size[:2], bool)
        for person, who in enumerate(self.people):
            for index, there in enumerate(model.problem.locked[who]):
                cell = (person * cycles + index) * classes
                own = model.x.get((who, index))
                self._filled[person, index] = own is not None or there is not None
                if own is not None:
                    variables += own.values()
                    keys += [cell + states.class_of[code] for code in own]
                elif there is not None:
                    fixed.append(cell + states.class_of[there])
        key = np.array(keys, np.int64)
        order = np.argsort(key, kind="stable")
        self._order, self._key = np.array(variables, np.int64)[order], key[order]
        self._at, self._starts = np.unique(self._key, return_index=True)
        self._fixed = np.array(fixed, np.int64)
        both = np.concatenate([self._key, self._fixed])
        order = np.argsort(both, kind="stable")
        self._variables = np.concatenate([self._order, np.full(len(fixed), -1)])[order]
        self._classes = both[order] % classes
        self._first = np.searchsorted(both[order], np.arange(len(self.people) * cycles + 1) * classes)

    def _take_changes(self, model: Model, hosts: Mapping[str, int]) -> None:
        """The variables that say that somebody leaves a host, by person, cycle and host; -1: none."""
        people, cycles, _ = self._size
        self._changes = np.full((people, cycles, max(hosts.values()) + 1), -1)
        number = {who: person for person, who in enumerate(self.people)}
        for (who, index, host), variable in model.changes.items():
            if who in number:
                self._changes[number[who], index, hosts[host]] = variable

    def _values(self, worth: Any) -> tuple[Any, Any]:
        """What the best placement of each class is worth in each cell, and its variable."""
        order = np.lexsort((-worth[self._order], self._key))
        chosen = np.full(self._size, -1)
        chosen.ravel()[self._at] = self._order[order[self._starts]]
        value = np.where(chosen >= 0, worth[chosen], NEVER)
        value.ravel()[self._fixed] = 0
        return value, chosen

    def _leaving(self, worth: Any) -> Any:
        """What it costs to leave each host after each cycle, below 0; nothing for a place that is none."""
        cost = np.where(self._changes >= 0, np.minimum(worth[self._changes], 0), 0.0)
        return np.concatenate([cost, np.zeros((*cost.shape[:2], 1))], axis=2)

    def _ahead(self, value: Any, leave: Any) -> list[Any]:
        """For each cycle what cells from it on are worth at best, by person, position and state before it.

        The last stands for what comes after all; one more state and position mean what is forbidden.
        """
        states, (people, cycles, _) = self._states, self._size
        size = people, states.positions + 1, states.states + 1
        end = np.full(size, NEVER)
        end[:, :-1, :-1] = np.where(states.final, 0, NEVER)
        ahead = [end]
        for cycle in reversed(range(cycles)):
            there, here = self._there(value[:, cycle], ahead[-1]), np.full(size, NEVER)
            for position in range(states.positions):
                paid = self._paid(leave, cycle, position)
                here[:, position] = (there[:, states.landing[position]] + paid[..., None]).max(axis=1)
            idle = ~self._filled[:, cycle]
            here[idle, :-1] = ahead[-1][idle, states.nowhere][:, None]
            ahead.append(here)
        return ahead[::-1]

    def _there(self, value: Any, after: Any) -> Any:
        """What a cell and all after it are worth, by person, position there, and state before it."""
        there = np.full(after.shape, NEVER)
        for classes in self._edges:
            host = self._states.host_of_class[classes[0]]
            onward = self._states.after[:, classes]
            for position in np.flatnonzero(self._states.host_at == host):
                options = after[:, position][:, onward] + value[:, None, classes]
                there[:, position, :-1] = options.max(axis=2)
        return there

    def _paid(self, leave: Any, cycle: int, position: int) -> Any:
        """What it costs to come to each host in a cycle from a position, by person and host."""
        states = self._states
        moves = states.moves[position]
        if cycle == 0:
            return np.zeros((self._size[0], len(moves)))
        return np.where(moves, leave[:, cycle - 1, states.host_at[position], None], 0.0)

    def _walk(self, value: Any, chosen: Any, leave: Any, ahead: list[Any]) -> Best:
        """The best rotations, cell by cycle, of all people at once."""
        states, (people, cycles, _) = self._states, self._size
        every = np.arange(people)
        state, position = np.zeros(people, int), np.full(people, states.nowhere)
        host_of = states.host_of_class
        taken = []
        for cycle in range(cycles):
            landing = states.landing[position][:, host_of]
            moves = states.moves[position][:, host_of]
            host = states.host_at[position]
            paid = leave[every, cycle - 1, host] if cycle else np.zeros(people)
            onward = states.after[np.minimum(state, states.states - 1)]
            worth = ahead[cycle + 1][every[:, None], landing, onward] + value[:, cycle]
            best = (worth + np.where(moves, paid[:, None], 0.0)).argmax(axis=1)
            filled = self._filled[:, cycle]
            taken.append(np.where(filled, chosen[every, cycle, best], -1))
            if cycle:
                left = filled & moves[every, best]
                taken.append(np.where(left, self._changes[every, cycle - 1, host], -1))
            state = np.where(filled, onward[every, best], state)
            position = np.where(filled, landing[every, best], states.nowhere)
        variables = [own[own >= 0] for own in np.array(taken).T]
        return Best(ahead[0][:, states.nowhere, 0], variables)

    def _through(self, value: Any, leave: Any, ahead: list[Any]) -> Any:
        """What the best rotation with each class in each cell is worth."""
        states, cycles = self._states, self._size[1]
        best = np.full(self._size, NEVER)
        behind = np.full(ahead[0].shape, NEVER)
        behind[:, states.nowhere, 0] = 0
        for cycle in range(cycles):
            come = self._come(leave, cycle, behind)
            later = np.full(behind.shape, NEVER)
            for classes in self._edges:
                onward = states.after[:, classes]
                for position in np.flatnonzero(states.host_at == states.host_of_class[classes[0]]):
                    here = come[:, position, :-1, None] + value[:, None, cycle, classes]
                    after = ahead[cycle + 1][:, position][:, onward]
                    best[:, cycle, classes] = np.maximum(best[:, cycle, classes], (here + after).max(axis=1))
                    later[:, position] = _gathered(here, onward, later[:, position])
            idle = ~self._filled[:, cycle]
            later[idle] = NEVER
            later[idle, states.nowhere] = behind[idle].max(axis=1)
            behind = later
        return best

    def _come(self, leave: Any, cycle: int, behind: Any) -> Any:
        """What cells before a cycle are worth, by position in it and state before it."""
        states = self._states
        come = np.full(behind.shape, NEVER)
        for position in range(states.positions):
            paid = self._paid(leave, cycle, position)
            for host, landing in enumerate(states.landing[position]):
                here = behind[:, position] + paid[:, host, None]
                come[:, landing] = np.maximum(come[:, landing], here)
        come[:, states.positions] = NEVER
        return come


def _gathered(here: Any, onward: Any, size: Any) -> Any:
    """The best by next state of what has a next state each."""
    to = onward.ravel()
    order = np.argsort(to, kind="stable")
    ends, starts = np.unique(to[order], return_index=True)
    found = np.full(size.shape, NEVER)
    flat = here.reshape(len(here), -1)[:, order]
    found[:, ends] = np.maximum.reduceat(flat, starts, axis=1)
    found[:, -1] = NEVER
    return found


def groups(model: Model, kept: Mapping[str, Remembered]) -> list[Group]:
    """People by what is remembered of their rotations."""
    codes = model.problem.teams_by_host
    matter = bool(model.changes) or any(one.run for one in kept.values())
    hosts = {host: at if matter else 0 for at, host in enumerate(codes)}
    alike: dict[Remembered, list[str]] = {}
    for who, own in kept.items():
        alike.setdefault(own, []).append(who)
    return [Group(model, own, people, hosts) for own, people in alike.items()]
