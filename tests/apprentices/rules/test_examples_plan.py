"""The worked examples of the PLAN and CAL rules: each figure of a sentence is put to the rule."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

from apprentices.board import Edit
from apprentices.calendar import ONE_DAY, Days
from apprentices.conditions import Exclusion, Requirement, Separation, Sequence, Travel
from apprentices.programme import Closure, Cycle, CycleSeats, Host, Standard
from apprentices.rules.catalogue import RULES
from apprentices.rules.said import Finding
from apprentices.statements import Ending, Entry, Statements, stated
from tests.build import CYCLES, FIRST, HOSTS, TEAMS, board, found, on_break, person, publication, team, waived
from tests.examples import RUN, Sentence, example

WORDS = {"One": 1, "Two": 2, "Three": 3, "Ten": 10}
C1, C2, C3, C4 = (cycle.span for cycle in CYCLES)


def where(findings: list[Finding]) -> list[str | None]:
    """The cycles of findings."""
    return [f.cycle for f in findings]


def crowd(number: int, *places: str) -> dict[str, str]:
    """So many people, over some teams in C1."""
    return {f"A{at}": places[at % len(places)] for at in range(number)}


@example("PLAN-GAP")
def test_gap(s: Sentence) -> None:
    one = [person("A1", starts_on=s.day("7 September 2026"))]
    plan = {"A1": "COL-A . LBH-A LBH-B"}
    assert where(s.told(plan, apprentices=one)) == ["C2"]
    half = C2.first + timedelta(days=len(C2) // 2)
    assert not s.told(plan, apprentices=one, absences=[on_break("A1", C2.first, half)])


@example("PLAN-OUTSIDE")
def test_outside(s: Sentence) -> None:
    ends, whole, later = s.day("20 October 2026"), s.number("89"), s.day("21 October", 2026)
    assert (s.day("7 September", 2026), len(C1)) == (C1.first, whole)
    assert len(Days(C1.first, ends)) == s.number("44")
    assert len(Days(C1.first, later)) == s.number("45")
    assert where(s.told({"A1": "COL-A"}, apprentices=[person("A1", ends_on=ends)])) == ["C1"]
    assert not s.told({"A1": "COL-A"}, apprentices=[person("A1", ends_on=later)])


@example("PLAN-CLOSED")
def test_closed(s: Sentence) -> None:
    def closed(working_days: int) -> bool:
        weeks, rest = divmod(working_days, 5)  # from a Monday, no bank holiday between
        last = FIRST + timedelta(weeks=weeks, days=rest - 1)
        row = Closure(placement="COL-A", starts_on=FIRST, ends_on=last)
        return bool(s.told({"A1": "COL-A"}, closures=[row]))

    assert not closed(s.number("10"))
    assert closed(s.number("11"))


@example("PLAN-STANDARD")
def test_standard(s: Sentence) -> None:
    teams = [team("COL-X", standards=("ST0070", "ST0239"))]
    people = [person("A1", standard="ST0072"), person("A2", standard="ST0239")]
    told = s.told({"A1": "COL-X", "A2": "COL-X"}, placements=teams, apprentices=people)
    assert [f.apprentice for f in told] == ["A1"]


@example("PLAN-EXCLUDED")
def test_excluded(s: Sentence) -> None:
    teams = [team("COL-X", area="HR"), team("LBH-X", area="HR")]
    row = Exclusion(apprentice="A1", what="area:HR", cycle="C2")
    for plan in ("COL-X LBH-X COL-X", "LBH-X COL-X LBH-X"):
        assert where(s.told({"A1": plan}, placements=teams, exclusions=[row])) == ["C2"]


@example("PLAN-ACCESS")
def test_access(s: Sentence) -> None:
    teams = [team("COL-X", step_free=False), team("LBH-X"), team("COL-Y", step_free=True)]
    one = [person("A1", step_free=True)]
    assert where(s.told({"A1": "COL-X LBH-X COL-Y"}, placements=teams, apprentices=one)) == ["C1", "C2"]


@example("PLAN-TRAVEL")
def test_travel(s: Sentence) -> None:
    def minutes(number: int) -> bool:
        row = Travel(apprentice="A1", site="Hall", minutes=number)
        return bool(s.told({"A1": "COL-X"}, placements=[team("COL-X", site="Hall")], travel=[row]))

    assert not minutes(s.number("90"))
    assert minutes(s.number("91"))


@example("PLAN-LENGTH")
def test_length(s: Sentence) -> None:
    def days(number: int) -> bool:
        ends = FIRST + timedelta(days=number - 1)
        return bool(s.told({"A1": "COL-A"}, apprentices=[person("A1", ends_on=ends)]))

    enough = s.number("84")
    assert enough == s.number("12") * 7
    assert not days(enough)
    assert days(s.number("83"))


@example("PLAN-NOTICE")
def test_notice(s: Sentence) -> None:
    hosts = [Host(host=one.host, name=one.name, notice_weeks=s.number("8")) for one in HOSTS[:1]]
    starts = s.day("18 January 2027")
    cycles = [Cycle(cycle="C1", starts_on=starts, ends_on=date(2027, 4, 16))]
    rows: dict[str, Any] = {"hosts": hosts, "cycles": cycles, "placements": TEAMS[:2]}
    told, draft = publication(board({"A1": "COL-A"}, **rows)), board({"A1": "COL-A"}, **rows)
    draft.put(Edit("A1", "C1", "COL-B"))
    assert not found(draft, s.rule, today=s.day("23 November 2026"), published=told)
    assert found(draft, s.rule, today=s.day("24 November", 2026), published=told)


@example("PLAN-SEATS")
def test_seats(s: Sentence) -> None:
    seats, people = s.number("2"), WORDS[s.take("Three")]
    teams = [team("COL-X", seats=seats)]
    assert s.told(crowd(people, "COL-X"), placements=teams)
    assert not s.told(crowd(people - 1, "COL-X"), placements=teams)


@example("PLAN-MIN-SEATS")
def test_fewest(s: Sentence) -> None:
    least, people = s.number("2"), WORDS[s.take("One")]
    assert s.told(crowd(people, "COL-X"), placements=[team("COL-X", min_seats=least)])
    rows = [CycleSeats(placement="COL-X", cycle="C1", min_seats=s.number("2"))]
    assert s.told({"A1": "."}, placements=[team("COL-X")], seats=rows)
    assert not s.told({"A1": "."}, placements=[team("COL-X", min_seats=least)])


@example("PLAN-HOST-SEATS")
def test_host_seats(s: Sentence) -> None:
    people, hosts = WORDS[s.take("Ten")], [Host(host="COL", name="City", seats=s.number("9"))]
    assert s.told(crowd(people, "COL-A", "COL-B"), hosts=hosts, placements=TEAMS[:2])
    assert not s.told(crowd(people - 1, "COL-A", "COL-B"), hosts=hosts, placements=TEAMS[:2])


@example("PLAN-SUPERVISOR")
def test_supervisor(s: Sentence) -> None:
    most, each, there = s.number("3"), s.number("2"), s.number("4")
    teams = [team(code, supervisor="Rahim Khan", supervisor_seats=most) for code in ("COL-X", "COL-Y")]
    assert there == each * len(teams)
    assert s.told(crowd(there, "COL-X", "COL-Y"), placements=teams)
    assert not s.told(crowd(most, "COL-X", "COL-Y"), placements=teams)


@example("PLAN-APART")
def test_apart(s: Sentence) -> None:
    rows = [Separation(apprentice="A0", other="A1", within="host")]
    assert s.told(crowd(WORDS[s.take("Two")], "COL-A", "COL-B"), separations=rows)
    assert not s.told(crowd(2, "COL-A", "LBH-A"), separations=rows)


@example("PLAN-REPEAT")
def test_repeat(s: Sentence) -> None:
    assert where(s.told({"A1": ". COL-FIN . COL-FIN"}, placements=[team("COL-FIN")])) == ["C4"]


@example("PLAN-STAY")
def test_stay(s: Sentence) -> None:
    teams = [team("COL-X", stay_cycles=s.number("2")), team("LBH-X")]
    assert where(s.told({"A1": "LBH-X COL-X COL-X LBH-X"}, placements=teams)) == []
    assert where(s.told({"A1": "LBH-X COL-X LBH-X LBH-X"}, placements=teams)) == ["C2"]
    assert where(s.told({"A1": "LBH-X COL-X COL-X COL-X"}, placements=teams)) == ["C4"]


@example("PLAN-RUN")
def test_run(s: Sentence) -> None:
    run = {"max_run_at_host": str(s.number("2"))}
    made = board({"A1": "COL-A COL-B COL-C LBH-A"}, run, placements=[*TEAMS, team("COL-C")])
    assert where(found(made, s.rule)) == ["C3"]


@example("PLAN-REQUIRES")
def test_requires(s: Sentence) -> None:
    rows = [Requirement(who="all", what="host:ELFT", min_cycles=1)]
    assert s.told({"A1": "COL-A COL-B LBH-A LBH-B"}, requirements=rows)
    assert not s.told({"A1": "COL-A COL-B LBH-A ."}, requirements=rows)


@example("PLAN-SEQUENCE")
def test_sequence(s: Sentence) -> None:
    teams = [team("COL-D", area="data"), team("LBH-B", area="business administration"), *TEAMS[:2]]
    rows = [Sequence(before="area:business administration", after="area:data")]
    assert where(s.told({"A1": "COL-A COL-B COL-D LBH-B"}, placements=teams, sequence=rows)) == ["C3"]


@example("PLAN-SKILLS")
def test_skills(s: Sentence) -> None:
    standards = [Standard(standard="ST0070", title="Business", skills=("cataloguing",))]
    assert s.told({"A1": "COL-A COL-B LBH-A LBH-B"}, standards=standards)
    teams = [team("COL-A", skills=("cataloguing",)), *TEAMS[1:]]
    assert not s.told({"A1": "COL-A COL-B LBH-A LBH-B"}, standards=standards, placements=teams)


@example("PLAN-GATEWAY")
def test_new_host_before_the_gateway(s: Sentence) -> None:
    def from_(start: date) -> bool:
        cycles = [
            Cycle(cycle="C1", starts_on=start - timedelta(weeks=12), ends_on=start - ONE_DAY),
            Cycle(cycle="C2", starts_on=start, ends_on=start + timedelta(weeks=12)),
        ]
        one = [person("A1", ends_on=date(2028, 6, 30), gateway_on=gateway)]
        return bool(s.told({"A1": "COL-A LBH-A"}, cycles=cycles, apprentices=one))

    gateway, start = s.day("3 March 2028"), s.day("7 January 2028")
    assert (gateway - start).days == s.number("56")
    assert from_(start)
    assert not from_(s.day("6 January", 2028))


def first_two(one_ends: date, other_starts: date) -> list[Cycle]:
    """C1 to a day, and C2 from a day on."""
    return [
        Cycle(cycle="C1", starts_on=FIRST, ends_on=one_ends),
        Cycle(cycle="C2", starts_on=other_starts, ends_on=date(2027, 3, 5)),
    ]


@example("CAL-OVERLAP")
def test_cycles_overlap(s: Sentence) -> None:
    ends = s.day("4 December 2026")
    assert s.told(cycles=first_two(ends, ends))
    assert not s.told(cycles=first_two(ends, s.day("5 December", 2026)))


@example("CAL-GAP")
def test_cycles_apart(s: Sentence) -> None:
    ends, free = s.day("4 December 2026"), s.number("7")
    fine = s.day("12 December", 2026)
    assert (fine - ends).days - 1 == free
    assert not s.told(cycles=first_two(ends, fine))
    (told,) = s.told(cycles=first_two(ends, s.day("13 December", 2026)))
    assert told.problem.startswith(f"{s.number('8')} days lie between")


@example("CAL-START")
def test_first_day(s: Sentence) -> None:
    day = s.day("31 August 2026")
    assert f"{day:%A}" == s.take("Monday")
    holidays = [Cycle(cycle="C1", starts_on=day, ends_on=date(2026, 11, 27))]
    (told,) = s.told(cycles=holidays)
    assert "starts on 31 August 2026 (Late Summer Bank Holiday" in told.problem


@example("CAL-TRAINING")
def test_training_days_lost(s: Sentence) -> None:
    assert Days(s.day("8 March", 2027), s.day("4 June 2027")) == C3
    mondays = [person("A1", training_days="FREQ=WEEKLY;BYDAY=MO")]
    told = {f.cycle: f.problem for f in s.told({"A1": "COL-A COL-B LBH-A"}, apprentices=mondays)}
    days = [s.take(words) for words in ("29 March", "3 May", "31 May")]
    assert told["C3"].endswith(f": {days[0]} 2027, {days[1]} 2027 and {days[2]} 2027.")


@example("CAL-ABSENCE")
def test_break(s: Sentence) -> None:
    def away(days: int) -> list[str]:
        rows = [on_break("A1", C1.first, C1.first + timedelta(days=days - 1))]
        return [str(f.severity) for f in s.told({"A1": "COL-A"}, absences=rows)]

    assert len(C1) == s.number("89")
    assert away(s.number("45")) == ["conflict"]
    assert away(s.number("44")) == ["warning"]


@example("PLAN-SETTINGS")
def test_settings(s: Sentence) -> None:
    made = board(settings={s.take("rule.PLAN-LENGTH.weeks"): str(s.number("9000"))})
    (told,) = found(made, s.rule)
    assert f'9000" is more than {s.number("520")}' in told.problem
    (weeks,) = RULES["PLAN-LENGTH"].parameters
    assert weeks.default == s.number("12")


@example("WAIVER-ENDED")
def test_waiver_ended(s: Sentence) -> None:
    made = board({"A1": "COL-A LBH-A COL-A LBH-B"})
    (again,) = found(made, "PLAN-REPEAT")
    said = waived(again, until=s.day("4 December 2026"))
    assert not found(made, s.rule, today=date(2026, 12, 4), statements=said)
    assert len(found(made, s.rule, today=s.day("5 December", 2026), statements=said)) == 1


@example("REGISTER-DUE")
def test_register_due(s: Sentence) -> None:
    due = s.day("20 November 2026")
    barrier = stated(Entry, kind="barrier", title="No badge", host="COL", person="Li", due_on=due, by="Ruth")
    said = Statements(register=[barrier])
    assert not found(board(), s.rule, today=due, statements=said)
    (told,) = found(board(), s.rule, today=s.day("21 November", 2026), statements=said)
    assert told.problem == "No badge: this barrier was to be done by 20 November 2026, by Li at COL."
    closed = Statements(
        register=[barrier], endings=[stated(Ending, ends=barrier.statement, why="There", by="Ruth")]
    )
    assert not found(board(), s.rule, today=date(2026, 11, 21), statements=closed)


def test_no_example_goes_without_a_case() -> None:
    for family in ("fund", "law", "sign"):
        import_module(f"tests.apprentices.rules.test_examples_{family}")
    assert set(RULES) == RUN
