"""The states of a rotation: what its counters stand at, as one number, and where somebody is.

A *class* has the placements that all counters, orders and hosts take alike. A *position* is a host and for
how many cycles somebody has been there, as far as runs are limited; the last one is nowhere.
"""

from collections.abc import Mapping

import numpy as np

from apprentices.planner.search.rotations.remembered import Remembered


class States:
    """Where each class leads from each state and position.

    `after` has a row for each state: the next by class, or the number of states where the class is forbidden.
    `landing` has the next position by position and host, or the number of positions; `moves` says whether
    the host changes. `final`: whether a rotation may end in a state.
    """

    def __init__(self, kept: Remembered, host_of: Mapping[str, int]) -> None:
        """`host_of` gives the number of the host of each placement; all the same where hosts don't matter."""
        classes: dict[tuple[int, ...], int] = {}
        self.class_of = {
            code: classes.setdefault(_key(kept, code, host), len(classes)) for code, host in host_of.items()
        }
        self._keys = np.array(list(classes), np.int64).reshape(len(classes), -1)
        self.host_of_class = self._keys[:, 0]
        self._take_counters(kept)
        self._take_positions(max(host_of.values()) + 1, kept.run)

    @property
    def classes(self) -> int:
        """How many there are."""
        return len(self.host_of_class)

    # -- inside

    def _take_counters(self, kept: Remembered) -> None:
        shape = tuple(counter.cap + 1 for counter in kept.counters)
        self.states = int(np.prod(shape))
        cap, need, hard = (
            np.array([counter[1:] for counter in kept.counters], int).reshape(-1, 3).T[..., None]
        )
        digits = np.array(np.unravel_index(np.arange(self.states), shape or (1,)))[: len(shape)]
        self.final = (digits >= need).all(axis=0)
        self.after = np.zeros((self.states, self.classes), np.int64)
        for at, (_, *key) in enumerate(self._keys.tolist()):
            added, after = key[: len(shape)], key[len(shape) :]
            new = digits + np.array(added, int)[:, None]
            forbidden = ((new > cap) & (hard > 0)).any(axis=0)
            for order, binds in zip(kept.orders, after, strict=True):
                if binds:
                    forbidden |= digits[order.counter] == 0
            next_ = np.ravel_multi_index(tuple(np.minimum(new, cap)), shape) if shape else np.zeros(1, int)
            self.after[:, at] = np.where(forbidden, self.states, next_)

    def _take_positions(self, hosts: int, run: int) -> None:
        longest = max(run, 1)
        self.positions = hosts * longest + 1
        self.nowhere = self.positions - 1
        self.host_at = np.append(np.repeat(np.arange(hosts), longest), -1)
        self.landing = np.tile(np.arange(hosts) * longest, (self.positions, 1))
        self.moves = np.ones((self.positions, hosts), bool)
        self.moves[self.nowhere] = False
        for at in range(self.nowhere):
            host, length = divmod(at, longest)
            self.moves[at, host] = False
            if run:
                self.landing[at, host] = at + 1 if length + 1 < run else self.positions


def _key(kept: Remembered, code: str, host: int) -> tuple[int, ...]:
    counted = (int(code in counter.placements) for counter in kept.counters)
    return host, *counted, *(int(code in order.after) for order in kept.orders)
