"""Internship boards as the model that anybody would write first, for engines alone: no gaps, nothing relaxed.

Made from the rows of the tables by themselves, and sharing nothing with the program but those: x[a,c,p] is 1
when person a is in placement p in cycle c. It knows what `fixtures.cases.internship` has, and no more.
"""

from collections import defaultdict
from math import inf

from fixtures.folder import Row, Tables

LARGE = 10_000  # points: nobody's rotation is worth more, or less


class Direct:
    """The model of a board: whole columns between `lower` and `upper`, what each is worth (`cost`; the sum is
    to be high), and `rows`, each `low <= sum of columns <= high`.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._settings = {row["setting"]: row["value"] for row in tables["settings"]}
        self._teams = {row["placement"]: row for row in tables["placements"]}
        self._cycles = tables["cycles"]
        self.cost: list[float] = []
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self._cells: dict[str, dict[int, dict[str, int]]] = {}
        self._left: dict[str, list[int]] = defaultdict(list)  # what changes of host cost a person
        self._kinds = {what: self._named(what) for what in self._whats()}
        self._points = self._wishes()
        for person in tables["apprentices"]:
            self._rotation(person)
        self._places()
        self._fair()

    # -- inside

    def _column(self, cost: float, upper: float = 1, lower: float = 0) -> int:
        self.cost.append(cost)
        self.upper.append(upper)
        self.lower.append(lower)
        return len(self.cost) - 1

    def _row(self, columns: dict[int, float], low: float, high: float) -> None:
        self.rows.append((columns, low, high))

    def _wishes(self) -> dict[tuple[str, str], int]:
        points: dict[tuple[str, str], int] = defaultdict(int)
        for row in self._tables["preferences"]:
            for code in self._kinds[row["what"]]:
                points[row["apprentice"], code] += int(row["points"])
        return points

    def _whats(self) -> set[str]:
        """Everything that rows speak of, and every host."""
        tables = self._tables
        return {
            *(
                row["what"]
                for table in ("preferences", "exclusions", "requirements")
                for row in tables[table]
            ),
            *(row[side] for row in tables["sequence"] for side in ("before", "after")),
            *(f"host:{row['host']}" for row in tables["hosts"]),
        }

    def _named(self, what: str) -> set[str]:
        """The placements that `area:…`, `host:…` or `placement:…` means."""
        column, _, name = what.partition(":")
        return {code for code, team in self._teams.items() if team[column] == name}

    def _open(self, who: str, cycle: Row) -> list[str]:
        """Where a person may be in a cycle."""
        barred = {
            code
            for row in self._tables["exclusions"]
            if row["apprentice"] == who and row["cycle"] in ("", cycle["cycle"])
            for code in self._kinds[row["what"]]
        }
        return [
            code
            for code, team in self._teams.items()
            if code not in barred
            and (not team["opens_on"] or team["opens_on"] <= cycle["starts_on"] <= team["closes_on"])
        ]

    def _rotation(self, person: Row) -> None:
        """One person's cells, numbers by kind, orders, and no placement twice."""
        who = person["apprentice"]
        away = [row for row in self._tables["absences"] if row["apprentice"] == who]
        own = self._cells[who] = {
            c: {code: self._column(self._points[who, code]) for code in self._open(who, cycle)}
            for c, cycle in enumerate(self._cycles)
            if not any(row["starts_on"] <= cycle["starts_on"] <= row["ends_on"] for row in away)
        }
        for cell in own.values():
            self._row(dict.fromkeys(cell.values(), 1), 1, 1)
        for code in self._teams:
            self._row(self._sum(own, own, {code}), -inf, 1)
        for row in self._tables["requirements"]:
            if row["who"] in ("all", who, person["standard"]):
                most = float(row["max_cycles"] or inf)
                self._row(self._sum(own, own, self._kinds[row["what"]]), float(row["min_cycles"] or 0), most)
        for row in self._tables["sequence"]:
            before, after = self._kinds[row["before"]], self._kinds[row["after"]]
            for c in own:
                earlier = self._sum(own, [k for k in own if k < c], before, -1)
                self._row(self._sum(own, [c], after) | earlier, -inf, 0)
        self._changes(who, own)

    def _sum(
        self,
        own: dict[int, dict[str, int]],
        when: list[int] | dict[int, dict[str, int]],
        codes: set[str],
        factor: float = 1,
    ) -> dict[int, float]:
        return {x: factor for c in when for code, x in own[c].items() if code in codes}

    def _changes(self, who: str, own: dict[int, dict[str, int]]) -> None:
        """What it costs to be at one host in a cycle and at another in the next."""
        weight = int(self._settings["host_change_weight"])
        for c in own if weight else ():
            if c + 1 not in own:
                continue
            for host in self._tables["hosts"]:
                here = self._kinds[f"host:{host['host']}"]
                left = self._column(-weight)
                self._left[who].append(left)
                columns = self._sum(own, [c], here) | self._sum(own, [c + 1], here, -1)
                self._row(columns | {left: -1}, -inf, 0)

    def _places(self) -> None:
        """Seats of placements, and of hosts in a cycle."""
        special = {
            (row["placement"], row["host"], row["cycle"]): row["seats"] for row in self._tables["seats"]
        }
        for c, cycle in enumerate(self._cycles):
            for code, team in self._teams.items():
                seats = special.get((code, "", cycle["cycle"])) or team["seats"]
                self._row(self._there(c, {code}), -inf, float(seats))
            for (_, host, when), seats in special.items():
                if host and when == cycle["cycle"]:
                    self._row(self._there(c, self._kinds[f"host:{host}"]), -inf, float(seats))

    def _there(self, c: int, codes: set[str]) -> dict[int, float]:
        return {x: 1 for own in self._cells.values() for code, x in own.get(c, {}).items() if code in codes}

    def _fair(self) -> None:
        """What the worst-off person's rotation is worth counts once more."""
        least = self._column(int(self._settings["fairness_weight"]), LARGE, -LARGE)
        for who, own in self._cells.items():
            worth = {x: -self.cost[x] for cell in own.values() for x in cell.values()}
            changes = {x: -self.cost[x] for x in self._left.get(who, ())}
            self._row(worth | changes | {least: 1}, -inf, 0)
