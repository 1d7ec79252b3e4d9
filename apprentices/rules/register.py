"""The rule about the register: what is overdue in it."""

from collections.abc import Iterator

from apprentices.calendar import say
from apprentices.rules.facts import Facts
from apprentices.rules.rule import NOBODY, Params, programme_rule
from apprentices.rules.said import Said, Severity


@programme_rule(
    id="REGISTER-DUE",
    severity=Severity.WARNING,
    waivable=NOBODY,
    says="a barrier in the register is overdue",
    source="The three hosts' agreement: each barrier has a host, a person and a day",
    help="Told from the day after a barrier, or whatever else of the register has a day, was to be done, "
    "until it is closed or followed by another entry.",
    example="A barrier that is due on 20 November 2026 is told from 21 November until it is closed.",
)
def overdue(facts: Facts, params: Params) -> Iterator[Said]:
    for entry in facts.statements.open_entries:
        if entry.due_on and entry.due_on < facts.today:
            at = f" at {entry.host}" if entry.host else ""
            yield Said(
                f"{entry.title}: this {entry.kind} was to be done by {say(entry.due_on)}, by "
                f"{entry.person or 'nobody in particular'}{at}.",
                "ask how it stands; then close it, or follow it with another entry and a new day.",
                host=entry.host,
                subject=entry.statement,
                due_on=entry.due_on,
            )
