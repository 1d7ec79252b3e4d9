"""PERSON rules: what is recorded about people."""

from collections.abc import Iterator

from apprentices.calendar import age_on, say
from apprentices.programme import Apprentice
from apprentices.rules.facts import Facts
from apprentices.rules.rule import Parameter, Params, programme_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import join


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
    source="GOV.UK: an apprentice is 16 or over",
    help="Compares starts_on with ends_on and with the date of birth.",
    example="Born on 7 September 2010 and starting on 7 September 2026: 16 on that day. Born a day later: "
    "still 15.",
    parameters=(Parameter("age", 16, "years", "Youngest age at the start.", most=100),),
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
        if born and age_on(born, person.starts_on) < params["age"]:
            yield Said(
                f"{person.name} is {age_on(born, person.starts_on)} when the practical period "
                f"starts on {say(person.starts_on)}; the youngest age is {params['age']}.",
                "correct the date of birth, or start later.",
                apprentice=person.apprentice,
                subject="date_of_birth",
            )


@programme_rule(
    id="PERSON-UNKNOWN",
    severity=Severity.WARNING,
    says="what is not known about a person, so that it can't be checked",
    source="The programme's own data (apprentices.csv)",
    help="A rule that lacks the data it needs says nothing. This says, once a person, which columns are "
    "empty and which rules wait for them.",
    example="Without a date of birth, ages, working time and the minimum wage can't be judged: one warning "
    "names the column and the rules that wait for it.",
)
def unknown(facts: Facts, params: Params) -> Iterator[Said]:
    for person in facts.current:
        waiting = _waiting(facts, person)
        if waiting:
            parts = [f"{column} (for {join(rules)})" for column, rules in waiting.items()]
            yield Said(
                f"Not known about {person.name}: {join(parts)}; this can't be checked.",
                f"fill in {join(waiting)} in apprentices.csv.",
                apprentice=person.apprentice,
                judged=False,
            )


def _waiting(facts: Facts, person: Apprentice) -> dict[str, list[str]]:
    return {column: rules for column, rules in facts.needed.items() if getattr(person, column) is None}
