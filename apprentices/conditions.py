"""What rotations must contain and what people would like: conditions on who may be where, and wishes."""

from typing import Annotated

from apprentices.bounds import CYCLES, DAY_MINUTES, NOTE, POINTS
from apprentices.columns import Column, Kind, Row, row_class

SEPARATION_SCOPES = ("placement", "host", "team-site")


@row_class
class Requirement(Row):
    """How many cycles a person, or everyone on a standard, spends somewhere."""

    who: Annotated[str, Column(Kind.WHO, "An apprentice, a standard, or all.")]
    what: Annotated[str, Column(Kind.WHAT, "host:CODE, area:NAME, skill:NAME or placement:CODE.")]
    min_cycles: Annotated[int | None, Column(Kind.WHOLE, "Fewest cycles there.", most=CYCLES)] = None
    max_cycles: Annotated[int | None, Column(Kind.WHOLE, "Most cycles there.", most=CYCLES)] = None
    reason: Annotated[str | None, Column(Kind.TEXT, "Why.", longest=NOTE)] = None


@row_class
class Sequence(Row):
    """`after` may only be reached once `before` was done in an earlier cycle."""

    before: Annotated[str, Column(Kind.WHAT, "area:NAME or placement:CODE that comes first.")]
    after: Annotated[str, Column(Kind.WHAT, "area:NAME or placement:CODE that comes later.")]


@row_class
class Preference(Row):
    """Points that a person gives to a placement, host, area or skill; they add up."""

    apprentice: Annotated[str, Column(Kind.CODE, "The person.", refers="apprentices")]
    what: Annotated[str, Column(Kind.WHAT, "host:CODE, area:NAME, skill:NAME or placement:CODE.")]
    points: Annotated[
        int, Column(Kind.POINTS, "Points; below 0 for what is disliked.", least=-POINTS, most=POINTS)
    ]


@row_class
class Exclusion(Row):
    """Where a person must not be, in one cycle or (none named) in any."""

    apprentice: Annotated[str, Column(Kind.CODE, "The person.", refers="apprentices")]
    what: Annotated[str, Column(Kind.WHAT, "host:CODE, area:NAME, skill:NAME or placement:CODE.")]
    cycle: Annotated[str | None, Column(Kind.CODE, "The cycle; empty: every cycle.", refers="cycles")] = None
    reason: Annotated[str | None, Column(Kind.TEXT, "Why.", longest=NOTE)] = None


@row_class
class Separation(Row):
    """Two people who are kept apart."""

    apprentice: Annotated[str, Column(Kind.CODE, "One person.", refers="apprentices")]
    other: Annotated[str, Column(Kind.CODE, "The other person.", refers="apprentices")]
    within: Annotated[
        str,
        Column(
            Kind.CHOICE,
            "Not in one placement, one host or one site; empty: placement.",
            choices=SEPARATION_SCOPES,
        ),
    ] = "placement"


@row_class
class Travel(Row):
    """How long a person travels from home to a site, one way."""

    apprentice: Annotated[str, Column(Kind.CODE, "The person.", refers="apprentices")]
    site: Annotated[str, Column(Kind.TEXT, "The site, as placements.csv names it.")]
    minutes: Annotated[int, Column(Kind.WHOLE, "Minutes from home to the site.", most=DAY_MINUTES)]
