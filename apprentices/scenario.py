"""Scenarios: plans that are kept under a name, beside the draft and what was told. They are never changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated

from apprentices.board import Place
from apprentices.canonical import canonical_json
from apprentices.columns import Column, Kind, Row, Table, Truth, row_class
from apprentices.programme import Assignment

NAME = 60  # characters
_MOST = 10_000_000  # characters of who is where: some 100,000 cells


@row_class
class Scenario(Row):
    """A plan as it was when somebody kept it; it names people by code alone."""

    name: Annotated[str, Column(Kind.TEXT, "The name under which it is kept.", longest=NAME)]
    rows: Annotated[
        str, Column(Kind.TEXT, "Who is where, as canonical JSON, in order of time.", longest=_MOST)
    ]
    by: Annotated[str, Column(Kind.TEXT, "The person who kept it.")]
    at: Annotated[datetime, Column(Kind.MOMENT, "When it was kept.")]
    note: Annotated[str | None, Column(Kind.TEXT, "A note that stays with it.", longest=1_000)] = None

    @property
    def cells(self) -> Mapping[Place, str]:
        """The placement of each cell that has one."""
        import json  # a board is drawn without

        rows = json.loads(self.rows)
        return {(row["apprentice"], row["cycle"]): row["placement"] for row in rows}


SCENARIO = Table("scenario", Scenario, ("name",), "Plans that are kept under a name.", Truth.SCENARIO)


def rows_said(assignments: Iterable[Assignment]) -> str:
    """Who is where, as a scenario keeps it."""
    rows = [{"apprentice": a.apprentice, "cycle": a.cycle, "placement": a.placement} for a in assignments]
    return canonical_json(rows)
