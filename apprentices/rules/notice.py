"""Whose notice a change of the plan breaks, that of a host or the person's own."""

from collections.abc import Mapping
from datetime import date

from apprentices.agreement.differences import Difference
from apprentices.rules.catalogue import RULES, parameters
from apprentices.rules.facts import Facts, is_inside

Broken = Mapping[str | None, int]  # weeks by host; None: the person's own


def broken(facts: Facts, difference: Difference, on: date) -> Broken:
    """The notices that a move breaks if it is told on that day.

    What is told otherwise of a placement that stays breaks none, nor does what has no known start.
    """
    starts = [row.cycle_starts_on for row in (difference.before, difference.after) if row]
    known = [day for day in starts if day]
    if difference.change == "changed" or not known:
        return {}
    params = parameters(RULES["PLAN-NOTICE"], facts.programme.settings)
    weeks: dict[str | None, int] = {None: params["apprentice_weeks"]}
    weeks |= {host: facts.notice_of(host, params["weeks"]) for host in difference.hosts if host}
    return {whose: asked for whose, asked in weeks.items() if is_inside(min(known), on, asked)}
