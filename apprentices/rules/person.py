"""PERSON rules: what is recorded about people."""

from collections.abc import Iterator
from datetime import date

from apprentices.calendar import age_on, birthday, say
from apprentices.columns import title
from apprentices.programme import Apprentice
from apprentices.rules.facts import Facts
from apprentices.rules.follows import NOT_FUNDED
from apprentices.rules.rule import Parameter, Params, programme_rule
from apprentices.rules.said import ChangeRow, Said, Severity
from apprentices.rules.words import join

SCHOOL_YEAR_ENDS = (8, 31)  # month and day


@programme_rule(
    id="PERSON-ULN",
    severity=Severity.CONFLICT,
    says="the unique learner number is not valid",
    source="Learning Records Service: ULN check digit, modulo 11",
    help="A ULN has ten digits, the first not 0, and its last digit follows from the other nine.",
    example="9276308686 is valid; 9276308687 has the wrong check digit.",
    needs=("uln",),
)
def uln(facts: Facts, params: Params) -> Iterator[Said]:
    for person in facts.programme.apprentices.values():
        if person.uln and not is_uln(person.uln):
            yield Said(
                f"The learner number of {person.name}, {person.uln}, is not a valid ULN.",
                "compare it with the training provider's record; a digit may be mistyped.",
                apprentice=person.apprentice,
            )


def is_uln(text: str) -> bool:
    """Whether a text is a valid ULN: weights 10 to 2 over nine digits, modulo 11."""
    if len(text) != 10 or not (text.isascii() and text.isdigit()) or text[0] == "0":
        return False
    digits = [int(digit) for digit in text]
    rest = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return digits[9] == 10 - rest  # never so where nothing rests: no digit is a 10


@programme_rule(
    id="PERSON-DATES",
    severity=Severity.CONFLICT,
    says="the practical period ends before it starts, or the person is too young at its start",
    source="GOV.UK: an apprentice is 16 or over; funding rules P110.1; 2026-27, paragraph 33",
    follows=NOT_FUNDED,
    next_step="The employer's HR lead corrects the days, or moves the start and tells the training provider.",
    help="Compares starts_on with ends_on and with the date of birth. Somebody who is still 15 at the start "
    "has to be 16 by the end of that school year, 31 August (when they may leave school: FUND-SCHOOL-AGE).",
    example="Born on 7 September 2010 and starting on 7 September 2026: 16 on that day. Born a day later: "
    "still 15. Born on 20 August 2010 and starting on 6 July 2026: 15, and 16 by 31 August.",
    parameters=(
        Parameter("age", 16, "years", "Youngest at the start, or by the end of its school year.", most=100),
    ),
    needs=("date_of_birth",),
)
def dates(facts: Facts, params: Params) -> Iterator[Said]:
    for person in facts.programme.apprentices.values():
        if person.ends_on < person.starts_on:
            yield Said(
                f"The practical period of {person.name} ends on {say(person.ends_on)}, before it "
                f"starts on {say(person.starts_on)}.",
                "correct starts_on or ends_on.",
                apprentice=person.apprentice,
                subject="ends_on",
            )
        born = person.date_of_birth
        if born and birthday(born, params["age"]) > _latest(person.starts_on):
            yield Said(
                f"{person.name} is {age_on(born, person.starts_on)} when the practical period "
                f"starts on {say(person.starts_on)}; the youngest age is {params['age']}.",
                "correct the date of birth, or start later.",
                apprentice=person.apprentice,
                subject="date_of_birth",
            )


def _latest(starts_on: date) -> date:
    """The day by which somebody has to be of age: the start, or the end of that school year."""
    return max(starts_on, date(starts_on.year, *SCHOOL_YEAR_ENDS))


@programme_rule(
    id="PERSON-UNKNOWN",
    severity=Severity.WARNING,
    says="what is not known about a person, so that it can't be checked",
    source="The programme's own data (apprentices.csv)",
    help="A rule that lacks the data it needs says nothing. This says, once a person, which columns are "
    "empty and which rules wait for them: rules that have something to look at in this programme.",
    example="Without a date of birth, ages, working time and the minimum wage can't be judged: one warning "
    "names the column and the rules that wait for it.",
)
def unknown(facts: Facts, params: Params) -> Iterator[Said]:
    for person in facts.current:
        waiting = _waiting(facts, person)
        if waiting:
            parts = [f"{title(column)} (for {join(rules)})" for column, rules in waiting.items()]
            yield Said(
                f"Not known about {person.name}: {join(parts)}; this can't be checked.",
                f"fill in {join(waiting)} in apprentices.csv.",
                apprentice=person.apprentice,
                judged=False,
                step=ChangeRow("apprentices", person.apprentice, next(iter(waiting))),
            )


def _waiting(facts: Facts, person: Apprentice) -> dict[str, list[str]]:
    return {column: rules for column, rules in facts.needed.items() if getattr(person, column) is None}
