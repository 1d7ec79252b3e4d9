"""What an import would do: everything that is wrong at once, else what is new, changed and gone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apprentices.conditions import Preference, Requirement, Separation, Travel
from apprentices.errors import BadInput
from apprentices.importing import Counts, prepare
from apprentices.programme import Apprentice, Cycle, CycleSeats, Host, Placement

DAY = date(2026, 9, 7)

HOSTS = "host,name\nCOL,City of London\n"
PLACEMENTS = "placement,host,team,seats\nCOL-A,COL,Finance,2\n"
CYCLES = "cycle,starts_on,ends_on\nC1,2026-09-07,2026-12-04\n"
PEOPLE = "apprentice,given_names,family_name,starts_on,ends_on\nA1,Ayo,Bello,2026-09-07,2027-09-03\n"


def folder(tmp_path: Path, **files: str) -> Path:
    made = tmp_path / "programme"
    made.mkdir()
    given = {"hosts": HOSTS, "placements": PLACEMENTS, "cycles": CYCLES, "apprentices": PEOPLE} | files
    for name, text in given.items():
        (made / f"{name}.csv").write_text(text)
    return made


def refused(path: Path) -> list[str]:
    with pytest.raises(BadInput) as caught:
        prepare([path], {}, replace=False)
    return [str(problem) for problem in caught.value.problems]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    problems = refused(
        folder(
            tmp_path,
            placements="placement,host,team,seats,min_age\n"
            "COL-FIN,COL,Finance,two,16\nCOL-LIB,COLL,Libraries,2,eighteen\nCOL-ARC,COLL,Archives,2,\n",
            assignments="apprentice,cycle,placement\nA1,C1,COL-FIN\nA1,C9,COL-LIB\nA9,C1,COL-ARK\n",
            settings="setting,value\nrule.PLAN-CLOSED.days,ten\nmax_run_at_hosts,2\n",
        )
    )
    assert sorted(problems) == [
        'assignments.csv:3:cycle: "C9" is not in cycles.csv nor in the database',
        'assignments.csv:4:apprentice: "A9" is not in apprentices.csv nor in the database',
        'assignments.csv:4:placement: "COL-ARK" is not in placements.csv nor in the database; '
        "did you mean COL-ARC?",
        'placements.csv:2:seats: "two" is not a whole number',
        'placements.csv:3:host: "COLL" is not in hosts.csv nor in the database; did you mean COL?',
        'placements.csv:3:min_age: "eighteen" is not a whole number',
        'placements.csv:4:host: "COLL" is not in hosts.csv nor in the database; did you mean COL?',
        'settings.csv:2:value: "ten" is not a whole number of working days',
        'settings.csv:3:setting: "max_run_at_hosts" is not a setting; did you mean max_run_at_host?',
    ]


def test_a_file_that_can_not_be_read_takes_no_references_along(tmp_path: Path) -> None:
    made = folder(tmp_path, assignments="apprentice,cycle,placement\nA1,C1,COL-A\n")
    (made / "placements.csv").write_bytes(b"placement,host,team,seats\nCOL-A,COL,Caf\xe9,2\n")
    (problem,) = refused(made)
    assert problem.startswith("placements.csv:2: ")
    assert "UTF-8" in problem


def test_counts_what_is_new_changed_same_and_removed(tmp_path: Path) -> None:
    made = folder(tmp_path, hosts="host,name\nCOL,City of London Corporation\nLBH,Hackney Council\n")
    existing = {
        "hosts": [Host(host="COL", name="City of London"), Host(host="ELFT", name="East London")],
        "cycles": prepare([made], {}, replace=False).upserts["cycles"],
    }
    kept = prepare([made], existing, replace=False)
    assert kept.counts["hosts"] == Counts(new=1, changed=1, same=0, removed=0)
    assert kept.counts["cycles"] == Counts(new=0, changed=0, same=1, removed=0)
    replaced = prepare([made], existing, replace=True)
    assert replaced.counts["hosts"] == Counts(new=1, changed=1, same=0, removed=1)
    assert replaced.removals == {"hosts": [Host(host="ELFT", name="East London")]}


def test_replacing_one_table_can_not_take_away_what_others_need(tmp_path: Path) -> None:
    (tmp_path / "hosts.csv").write_text("host,name\nLBH,Hackney Council\n")
    existing = {
        "hosts": [Host(host="COL", name="City of London")],
        "placements": [Placement(placement="COL-A", host="COL", team="Finance", seats=2)],
    }
    with pytest.raises(BadInput, match='placements in the database:host: "COL" would be gone'):
        prepare([tmp_path / "hosts.csv"], existing, replace=True)
    assert prepare([tmp_path / "hosts.csv"], existing, replace=False).counts["hosts"].new == 1


def test_bank_holidays_cover_every_year_of_cycles_and_people(tmp_path: Path) -> None:
    made = folder(tmp_path)
    assert {day.year for day in prepare([made], {}, replace=False).bank_holidays} == {2026, 2027}
    earlier = {"cycles": [Cycle(cycle="C0", starts_on=date(2024, 1, 8), ends_on=date(2024, 3, 28))]}
    assert {day.year for day in prepare([made], earlier, replace=False).bank_holidays} == {2024, 2026, 2027}


AYO = Apprentice(
    apprentice="A1", given_names="Ayo", family_name="Bello", status="break", uln="9276308686",
    date_of_birth=date(2008, 2, 29), starts_on=date(2026, 9, 7), ends_on=date(2027, 9, 3),
)  # fmt: skip


def test_columns_that_a_file_does_not_have_are_kept_and_empty_cells_clear(tmp_path: Path) -> None:
    path = tmp_path / "apprentices.csv"
    head, row = PEOPLE.splitlines()
    path.write_text(f"{head},uln\n{row},\nA2{row[2:]},\n".replace("Bello", "Bello-Reid"))
    for replace in (False, True):
        ready = prepare([path], {"apprentices": [AYO]}, replace=replace)
        a1, a2 = sorted(ready.upserts["apprentices"], key=lambda person: person.apprentice)
        assert (a1.family_name, a1.uln) == ("Bello-Reid", None)
        assert (a1.status, a1.date_of_birth) == ("break", date(2008, 2, 29))
        assert (a2.status, a2.date_of_birth) == ("active", None)  # there is nothing to keep
    path.write_text(PEOPLE)
    assert prepare([path], {"apprentices": [AYO]}, replace=False).counts["apprentices"].same == 1


@pytest.mark.parametrize("replace", [False, True])
def test_a_code_in_other_capitals_than_in_the_database_is_no_second_person(
    tmp_path: Path, replace: bool
) -> None:
    path = tmp_path / "apprentices.csv"
    path.write_text(PEOPLE.replace("A1", "a1"))
    if replace:  # then A1 goes, and nobody is there twice
        assert prepare([path], {"apprentices": [AYO]}, replace=True).counts["apprentices"].removed == 1
        return
    with pytest.raises(BadInput) as caught:
        prepare([path], {"apprentices": [AYO]}, replace=False)
    assert [str(problem) for problem in caught.value.problems] == [
        'apprentices.csv:2:apprentice: "a1" differs from "A1" in the database by capitals alone; '
        "write it the same"
    ]


def test_a_folder_clears_columns_that_it_does_not_have_only_when_it_replaces(tmp_path: Path) -> None:
    made = folder(tmp_path)
    existing = {"apprentices": [AYO]}
    assert prepare([made], existing, replace=False).counts["apprentices"].same == 1
    (person,) = prepare([made], existing, replace=True).upserts["apprentices"]
    assert (person.status, person.uln, person.date_of_birth) == ("active", None, None)


def test_what_is_kept_must_fit_what_a_file_says(tmp_path: Path) -> None:
    path = tmp_path / "requirements.csv"
    path.write_text("who,what,min_cycles\nall,host:COL,3\n")
    existing: dict[str, list[Any]] = {
        "hosts": [Host(host="COL", name="City of London")],
        "requirements": [Requirement(who="all", what="host:COL", min_cycles=1, max_cycles=2)],
    }
    with pytest.raises(BadInput) as caught:
        prepare([path], existing, replace=False)
    assert list(map(str, caught.value.problems)) == [
        "requirements.csv:2:max_cycles: 2 is less than min_cycles, 3"
    ]


def test_a_row_takes_the_place_of_one_that_says_the_same_under_another_key(tmp_path: Path) -> None:
    made = folder(
        tmp_path,
        seats="host,placement,cycle,seats\n,COL-A,C1,3\nCOL,,C1,9\n",
        apprentices=PEOPLE + "A2,Bo,Chen,2026-09-07,2027-09-03\n",
        separations="apprentice,other,within\nA1,A2,host\n",
    )
    old_seats = CycleSeats(host="COL", placement="COL-A", cycle="C1", seats=3)
    old_pair = Separation(apprentice="A2", other="A1")
    existing: dict[str, list[Any]] = {"seats": [old_seats], "separations": [old_pair]}
    for replace in (False, True):
        ready = prepare([made], existing, replace=replace)
        assert ready.counts["seats"] == Counts(new=1, changed=1, same=0, removed=0)
        assert ready.counts["separations"] == Counts(new=0, changed=1, same=0, removed=0)
        assert ready.removals == {"seats": [old_seats], "separations": [old_pair]}
        assert ready.upserts["separations"] == [Separation(apprentice="A1", other="A2", within="host")]


def test_a_changed_placement_must_not_leave_rows_of_the_database_behind(tmp_path: Path) -> None:
    path = tmp_path / "placements.csv"
    path.write_text("placement,host,team,seats\nCOL-A,LBH,Finance,2\n")
    existing: dict[str, list[Any]] = {
        "hosts": [Host(host="COL", name="City of London"), Host(host="LBH", name="Hackney Council")],
        "cycles": [Cycle(cycle="C1", starts_on=date(2027, 1, 4), ends_on=date(2027, 3, 26))],
        "placements": [Placement(placement="COL-A", host="COL", team="Finance", seats=2)],
        "seats": [CycleSeats(host="COL", placement="COL-A", cycle="C1", seats=3)],
    }
    with pytest.raises(BadInput, match="COL-A would not belong to COL any more"):
        prepare([path], existing, replace=False)
    seats = tmp_path / "seats.csv"
    seats.write_text("host,placement,cycle,seats\n,COL-A,C1,3\n")
    assert prepare([path, seats], existing, replace=False).removals == {"seats": existing["seats"]}


def test_a_text_kept_in_another_form_by_an_older_program_is_still_the_same(tmp_path: Path) -> None:
    old = "Tow\u0308n  Hall"
    existing = {
        "hosts": [Host(host="COL", name="City")],
        "placements": [Placement(placement="COL-A", host="COL", team="A", seats=1, site=old, area=old)],
        "apprentices": [
            Apprentice(apprentice="A1", given_names="Ayo", family_name="Bello", starts_on=DAY, ends_on=DAY)
        ],
        "travel": [Travel(apprentice="A1", site=old, minutes=30)],
        "preferences": [Preference(apprentice="A1", what=f"area:{old}", points=1)],
    }
    new = "Tow\u0308n Hall"  # composed when it is read
    (tmp_path / "placements.csv").write_text(
        f"placement,host,team,seats,site,area\nCOL-A,COL,A,1,{new},{new}\n"
    )
    (tmp_path / "travel.csv").write_text(f"apprentice,site,minutes\nA1,{new},30\n")
    (tmp_path / "preferences.csv").write_text(f"apprentice,what,points\nA1,area:{new},1\n")
    found = prepare(
        [tmp_path / name for name in ("placements.csv", "travel.csv", "preferences.csv")], existing, False
    )
    assert found.counts["travel"] == Counts(new=0, changed=1, same=0, removed=0)
    assert found.counts["preferences"] == Counts(new=0, changed=1, same=0, removed=0)
    assert found.removals == {name: existing[name] for name in ("travel", "preferences")}
