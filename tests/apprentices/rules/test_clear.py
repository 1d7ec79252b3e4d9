"""CLEAR rules, on both sides of each boundary. A1 is at ELFT or LBH in C2, 7 December 2026 to 5 March 2027.

The day of judging is 23 November 2026: 12 weeks on is 15 February 2027.
"""

from datetime import date
from typing import Any

import pytest

from apprentices.programme import Clearance, Host
from apprentices.rules.catalogue import check_rule_setting
from apprentices.rules.said import Finding
from tests.build import HOSTS, TODAY, board, figure, found, person, places, team

NHS = [HOSTS[0], HOSTS[1], Host(host="ELFT", name="East London NHS", kind="nhs-trust", fjaa_registered=True)]
FIRST, LAST = date(2026, 12, 7), date(2027, 3, 5)


def held(
    what: str, first: date | None = None, last: date | None = None, host: str | None = None
) -> Clearance:
    return Clearance(apprentice="A1", clearance=what, host=host, issued_on=first, expires_on=last)


def said(rule: str, asks: str, *rows: Clearance, at: str = "LBH-A", **more: Any) -> list[Finding]:
    """What a rule says about A1 in C2 in a team that asks for those clearances."""
    known = more.pop("known", {})
    teams = [team(at, clearances=tuple(asks.split()), **more.pop("place", {}))]
    tables = {"hosts": more.pop("hosts", NHS), "rule_data": more.pop("rule_data", ())}
    made = board(
        {"A1": f". {at}"},
        more.pop("settings", None),
        apprentices=[person("A1", **({"employer": "ELFT"} | known))],
        placements=teams,
        clearances=rows,
        **tables,
    )
    return found(made, rule, today=more.pop("today", TODAY))


CHECKS = [
    ("CLEAR-RTW", "right-to-work", "right-to-work", "LBH-A"),
    ("CLEAR-NHS6", "occupational-health", "occupational-health", "ELFT-A"),
    ("CLEAR-DBS", "dbs:enhanced", "dbs:enhanced", "LBH-A"),
    ("CLEAR-TRAINING", "training:fire", "training:fire", "LBH-A"),
    ("CLEAR-BPSS", "bpss", "bpss", "LBH-A"),
    ("CLEAR-OTHER", "driving-licence", "driving-licence", "LBH-A"),
    ("CLEAR-PASSPORT", "", "honorary-contract", "ELFT-A"),
]
COUNCIL = {"employer": "LBH"}


@pytest.mark.parametrize(("rule", "word", "called"), [
    ("CLEAR-RTW", "right-to-work", "the right to work"),
    ("CLEAR-TRAINING", "training:fire", "training in fire"),
])  # fmt: skip
def test_a_check_that_holds_for_a_part_of_the_stay_is_called_by_its_name(
    rule: str, word: str, called: str
) -> None:
    (early,) = said(rule, word, held(word, FIRST, date(2027, 3, 4)))
    (late,) = said(rule, word, held(word, date(2026, 12, 8), LAST))
    assert f" {called} holds only to 4 March 2027" in early.problem
    assert f" {called} holds only from 8 December 2026" in late.problem


@pytest.mark.parametrize(("rule", "asks", "word", "at"), CHECKS)
class TestEveryCheck:
    @pytest.mark.parametrize(("first", "last", "told"), [
        (FIRST, LAST, ""),
        (None, None, ""),
        (FIRST, None, ""),
        (None, LAST, ""),
        (date(2026, 12, 8), LAST, "holds only from 8 December 2026, against 7 December 2026"),
        (FIRST, date(2027, 3, 4), "holds only to 4 March 2027, and is needed from 5 March 2027"),
        (date(2026, 8, 1), date(2026, 12, 6), "holds only to 6 December 2026, and is needed from 7 "
        "December 2026"),
    ])  # fmt: skip
    def test_every_day_of_the_stay(
        self, rule: str, asks: str, word: str, at: str, first: date | None, last: date | None, told: str
    ) -> None:
        findings = said(rule, asks, held(word, first, last), at=at, known=COUNCIL)
        assert places(findings) == ([("A1", "C2", at, at.partition("-")[0])] if told else [])
        assert all(told in finding.problem for finding in findings)

    def test_missing(self, rule: str, asks: str, word: str, at: str) -> None:
        findings = said(rule, asks, at=at, known=COUNCIL)
        assert "is not recorded, and needed from 7 December 2026" in findings[0].problem
        assert str(findings[0].severity) == "conflict"

    @pytest.mark.parametrize(("host", "told"), [(None, False), ("here", False), ("COL", True)])
    def test_at_its_host(
        self, rule: str, asks: str, word: str, at: str, host: str | None, told: bool
    ) -> None:
        where = at.partition("-")[0] if host == "here" else host
        assert bool(said(rule, asks, held(word, host=where), at=at, known=COUNCIL)) is told

    @pytest.mark.parametrize(("second", "told"), [(date(2027, 1, 11), False), (date(2027, 1, 12), True)])
    def test_two_that_follow_each_other(
        self, rule: str, asks: str, word: str, at: str, second: date, told: bool
    ) -> None:
        rows = (
            held(word, second, None, "LBH" if at == "LBH-A" else "ELFT"),
            held(word, FIRST, date(2027, 1, 10)),
        )
        findings = said(rule, asks, *rows, at=at, known=COUNCIL)
        assert bool(findings) is told
        assert all("needed from 11 January 2027" in finding.problem for finding in findings)

    @pytest.mark.parametrize(("last", "severity"), [
        (date(2027, 2, 14), "conflict"), (date(2027, 2, 15), "warning"),
    ])  # fmt: skip
    def test_far_ahead_it_is_a_warning(
        self, rule: str, asks: str, word: str, at: str, last: date, severity: str
    ) -> None:
        finding = said(rule, asks, held(word, None, last), at=at, known=COUNCIL)[0]
        assert str(finding.severity) == severity

    def test_how_far_can_be_set(self, rule: str, asks: str, word: str, at: str) -> None:
        settings = {f"rule.{rule}.weeks": "13"}
        row = held(word, None, date(2027, 2, 15))
        assert str(said(rule, asks, row, at=at, known=COUNCIL, settings=settings)[0].severity) == "conflict"

    @pytest.mark.parametrize(("today", "told"), [
        (date(2027, 3, 5), True), (date(2027, 3, 6), False), (date(2027, 1, 4), True),
    ])  # fmt: skip
    def test_days_that_are_past_are_not_judged(
        self, rule: str, asks: str, word: str, at: str, today: date, told: bool
    ) -> None:
        findings = said(rule, asks, at=at, known=COUNCIL, today=today)
        assert bool(findings) is told
        if told:
            assert f"needed from {today.day} " in findings[0].problem
        late = held(word, date(2027, 1, 4))
        assert bool(said(rule, asks, late, at=at, known=COUNCIL, today=date(2027, 1, 4))) is False
        assert bool(said(rule, asks, late, at=at, known=COUNCIL, today=date(2027, 1, 3))) is True


# -- right to work


def test_a_recorded_right_to_work_is_judged_everywhere() -> None:
    assert said("CLEAR-RTW", "") == []
    assert len(said("CLEAR-RTW", "", held("right-to-work", None, date(2027, 3, 4)))) == 1
    assert len(said("CLEAR-RTW", "", held("Right-to-work", None, date(2027, 3, 4)))) == 1
    assert len(said("CLEAR-RTW", "Right-To-Work")) == 1


def test_a_right_to_work_for_good_needs_no_second_look() -> None:
    for_good = held("right-to-work", date(2026, 9, 7))
    ended = held("right-to-work", None, date(2026, 10, 1), "LBH")
    assert said("CLEAR-RTW", "right-to-work", for_good, ended) == []
    at_one_host = held("right-to-work", date(2026, 9, 7), host="COL")
    assert len(said("CLEAR-RTW", "right-to-work", at_one_host)) == 1
    later = held("right-to-work", date(2027, 1, 1))
    assert len(said("CLEAR-RTW", "right-to-work", later)) == 1


# -- which host asks what


@pytest.mark.parametrize(("kind", "nhs"), [
    ("nhs-trust", True), ("NHS trust", True), ("an NHS body", True), ("council", False), (None, False),
    ("nhsx", False),
])  # fmt: skip
def test_which_hosts_are_nhs(kind: str | None, nhs: bool) -> None:
    hosts = [*HOSTS[:2], Host(host="ELFT", name="ELFT", kind=kind, fjaa_registered=True)]
    assert bool(said("CLEAR-NHS6", "references", at="ELFT-A", hosts=hosts)) is nhs
    assert bool(said("CLEAR-OTHER", "references", at="ELFT-A", hosts=hosts)) is not nhs
    assert bool(said("CLEAR-PASSPORT", "", at="ELFT-A", hosts=hosts, known=COUNCIL)) is nhs


@pytest.mark.parametrize("word", [
    "identity", "employment-history", "references", "occupational-health", "work-health", "registration",
])  # fmt: skip
def test_the_checks_of_the_nhs(word: str) -> None:
    assert len(said("CLEAR-NHS6", word, at="ELFT-A")) == 1
    assert said("CLEAR-NHS6", word, at="LBH-A") == []
    assert len(said("CLEAR-OTHER", word, at="LBH-A")) == 1


def test_each_that_is_missing_is_a_finding_of_its_own() -> None:
    findings = said("CLEAR-NHS6", "identity references Identity", at="ELFT-A")
    where = "Ayo A1 is in ELFT-A (ELFT) in C2 (7 December 2026 to 5 March 2027):"
    assert {finding.subject: finding.problem for finding in findings} == {
        word: f"{where} {title} is not recorded, and needed from 7 December 2026."
        for word, title in (("identity", "the identity check"), ("references", "the check of references"))
    }


def test_a_level_that_is_missing_and_one_that_is_old_are_two_findings() -> None:
    # Basic of 1 December 2023 is to be rechecked from 1 December 2026; enhanced was never there.
    findings = said("CLEAR-DBS", "dbs:basic dbs:enhanced", held("dbs:basic", date(2023, 12, 1)))
    assert {finding.subject: finding.severity.value for finding in findings} == {
        "dbs:basic": "warning", "dbs:enhanced": "conflict",
    }  # fmt: skip


@pytest.mark.parametrize("word", [
    "right-to-work", "bpss", "dbs", "dbs:enhanced", "training:fire", "young-risk-assessment",
])  # fmt: skip
def test_no_check_is_judged_twice(word: str) -> None:
    assert said("CLEAR-OTHER", word) == []
    assert said("CLEAR-OTHER", f"{word} honorary-contract", at="ELFT-A") == []
    assert len(said("CLEAR-OTHER", f"{word} honorary-contract")) == 1


# -- honorary contracts


@pytest.mark.parametrize(("employer", "at", "told"), [
    ("LBH", "ELFT-A", True), ("ELFT", "ELFT-A", False), (None, "ELFT-A", False), ("COL", "LBH-A", False),
])  # fmt: skip
def test_who_needs_an_honorary_contract(employer: str | None, at: str, told: bool) -> None:
    assert bool(said("CLEAR-PASSPORT", "", at=at, known={"employer": employer})) is told


@pytest.mark.parametrize(
    "word", ["honorary-contract", "secondment", "secondment-agreement", "letter-of-authority"]
)
def test_each_of_them_will_do(word: str) -> None:
    assert said("CLEAR-PASSPORT", "", held(word, host="ELFT"), at="ELFT-A", known=COUNCIL) == []


def test_an_nhs_body_needs_none_at_another() -> None:
    hosts = [Host(host="COL", name="Homerton", kind="NHS trust", fjaa_registered=True), *NHS[1:]]
    assert said("CLEAR-PASSPORT", "", at="ELFT-A", hosts=hosts, known={"employer": "COL"}) == []


# -- DBS

GROWN = {"date_of_birth": date(1990, 1, 1)}
LEVELS = ("basic", "standard", "enhanced", "enhanced-barred")


@pytest.mark.parametrize("asked", LEVELS)
@pytest.mark.parametrize("has", LEVELS)
def test_a_higher_level_covers_a_lower(asked: str, has: str) -> None:
    enough = LEVELS.index(has) >= LEVELS.index(asked)
    assert bool(said("CLEAR-DBS", f"dbs:{asked}", held(f"dbs:{has}"))) is not enough


@pytest.mark.parametrize(("asked", "has", "told"), [
    ("dbs", "dbs:basic", False), ("dbs", "dbs", False), ("dbs", "bpss", True), ("dbs:basic", "dbs", True),
    ("dbs:scotland", "dbs:scotland", False), ("dbs:scotland", "dbs:enhanced-barred", True),
])  # fmt: skip
def test_other_words_for_the_check(asked: str, has: str, told: bool) -> None:
    assert bool(said("CLEAR-DBS", asked, held(has))) is told


@pytest.mark.parametrize(("issued", "told"), [(date(2024, 3, 6), False), (date(2024, 3, 5), True)])
def test_recheck_after_three_years(issued: date, told: bool) -> None:
    findings = said("CLEAR-DBS", "dbs:enhanced", held("dbs:enhanced", issued))
    assert [str(finding.severity) for finding in findings] == ["warning"] * told
    assert all("wants a new check" in finding.mend for finding in findings)


def test_recheck_that_is_due_is_a_warning_however_near() -> None:
    findings = said("CLEAR-DBS", "dbs:enhanced", held("dbs:enhanced", date(2020, 1, 1)), known=GROWN)
    assert [str(finding.severity) for finding in findings] == ["warning"]
    settings = {"rule.CLEAR-DBS.years": "7"}
    row = held("dbs:enhanced", date(2020, 3, 6))
    assert said("CLEAR-DBS", "dbs:enhanced", row, settings=settings, known=GROWN) == []


def test_an_end_that_is_given_counts_instead_of_the_recheck() -> None:
    assert said("CLEAR-DBS", "dbs:enhanced", held("dbs:enhanced", date(2020, 1, 1), LAST), known=GROWN) == []
    ended = said("CLEAR-DBS", "dbs:enhanced", held("dbs:enhanced", date(2026, 1, 1), date(2026, 12, 31)))
    assert [str(finding.severity) for finding in ended] == ["conflict"]


@pytest.mark.parametrize(("born", "told"), [
    (date(2008, 1, 2), False), (date(2008, 1, 3), True), (None, False),
])  # fmt: skip
def test_a_check_made_before_16_does_not_count(born: date | None, told: bool) -> None:
    row = held("dbs:basic", date(2024, 1, 2), LAST)
    findings = said("CLEAR-DBS", "dbs:basic", row, known={"date_of_birth": born})
    assert len(findings) == told
    why = "is recorded but does not count, as it was issued on 2 January 2024, before the age of 16; one is"
    assert all(why in finding.problem for finding in findings)
    undated = held("dbs:basic", None, LAST)
    assert said("CLEAR-DBS", "dbs:basic", undated, known={"date_of_birth": born}) == []


# -- training


@pytest.mark.parametrize(("subject", "issued", "told"), [
    ("information-governance", date(2026, 3, 6), False),  # to 5 March 2027
    ("information-governance", date(2026, 3, 5), True),
    ("fire", date(2025, 3, 6), False),
    ("fire", date(2025, 3, 5), True),
    ("safeguarding", date(2024, 3, 6), False),
    ("safeguarding", date(2024, 3, 5), True),
    ("resuscitation-level-2", date(2026, 3, 5), True),
    ("infection-prevention-and-control-level-2", date(2026, 3, 6), False),
    ("infection-prevention-and-control-level-2", date(2026, 3, 5), True),
    ("moving-and-handling-level-2", date(2025, 3, 6), False),
    ("moving-and-handling-level-2", date(2025, 3, 5), True),
])  # fmt: skip
def test_refreshers(subject: str, issued: date, told: bool) -> None:
    word = f"training:{subject}"
    assert bool(said("CLEAR-TRAINING", word, held(word, issued))) is told


def test_an_end_that_is_given_counts_instead_of_the_refresher() -> None:
    word = "training:information-governance"
    assert said("CLEAR-TRAINING", word, held(word, date(2020, 1, 1), LAST)) == []
    assert len(said("CLEAR-TRAINING", word, held(word, date(2026, 12, 1), date(2027, 3, 4)))) == 1


def test_a_refresher_of_the_users_own() -> None:
    own = [figure("training", "fire", None, "36"), figure("training", "other", None, "12")]
    fire = held("training:fire", date(2024, 3, 6))
    assert said("CLEAR-TRAINING", "training:fire", fire, rule_data=own) == []
    other = held("training:safeguarding", date(2026, 3, 5))
    assert len(said("CLEAR-TRAINING", "training:safeguarding", other, rule_data=own)) == 1


# -- age


@pytest.mark.parametrize(("born", "told"), [
    (date(2008, 12, 7), False), (date(2008, 12, 8), True), (None, False), (date(2000, 1, 1), False),
])  # fmt: skip
def test_youngest_age_on_the_first_day(born: date | None, told: bool) -> None:
    findings = said("CLEAR-AGE", "", place={"min_age": 18}, known={"date_of_birth": born})
    assert places(findings) == ([("A1", "C2", "LBH-A", "LBH")] if told else [])
    assert all(
        f.problem
        == "Ayo A1 is 17 years old on 7 December 2026 in LBH-A (LBH) in C2 (7 December 2026 to 5 March "
        "2027), which takes people from 18; they reach it on 8 December 2026."
        for f in findings
    )


@pytest.mark.parametrize(("today", "told"), [(date(2027, 1, 1), True), (date(2027, 1, 2), False)])
def test_youngest_age_as_of_the_day_of_judging(today: date, told: bool) -> None:
    known = {"date_of_birth": date(2009, 1, 2)}
    assert bool(said("CLEAR-AGE", "", place={"min_age": 18}, known=known, today=today)) is told


def test_youngest_age_of_teams_without_one_and_of_stays_that_are_over() -> None:
    known = {"date_of_birth": date(2012, 1, 1)}
    assert said("CLEAR-AGE", "", known=known) == []
    over = date(2027, 3, 6)
    assert said("CLEAR-AGE", "", place={"min_age": 18}, known=known, today=over) == []


def test_youngest_age_is_the_teams_own() -> None:
    people = [person("A1", date_of_birth=date(2012, 1, 1))]
    teams = [team("COL-A"), team("COL-B", min_age=18)]
    made = board({"A1": ". COL-A COL-B"}, apprentices=people, placements=teams)
    assert [finding.cycle for finding in found(made, "CLEAR-AGE", today=TODAY)] == ["C3"]


def test_other_words_are_no_dbs_check() -> None:
    assert said("CLEAR-DBS", "bpss driving-licence occupational-health") == []


def test_a_recheck_is_after_a_year_or_more() -> None:
    assert check_rule_setting("rule.CLEAR-DBS.years", "1") is None
    assert check_rule_setting("rule.CLEAR-DBS.years", "0") == '"0" is less than 1'
