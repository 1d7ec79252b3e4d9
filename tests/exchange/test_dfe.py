"""The Apprenticeship Service's bulk upload: its forms and Excel's, who is known, what is said of bad rows."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from apprentices.errors import BadInput
from apprentices.exchange.dfe_cells import COLUMNS
from apprentices.exchange.lars import lars_codes
from apprentices.importing import Counts, Import, prepare
from apprentices.programme import Apprentice, Standard
from apprentices.rules.person import is_uln
from fixtures import PILOT
from tests.build import board, found

# The check digits are worked out by hand: 2 x 10 = 20, 20 mod 11 = 9, 10 - 9 = 1.
FIRST, SECOND, THIRD = "2000000001", "3000000002", "4000000003"
SERVICE = (
    "CohortRef,AgreementId,ULN,FamilyName,GivenNames,DateOfBirth,EmailAddress,StdCode,StartDate,EndDate,"
    "TotalPrice,EPAOrgID,ProviderRef,RecognisePriorLearning,DurationReducedBy,PriceReducedBy,"
    "TrainingTotalHours,IsDurationReducedByRPL,TrainingHoursReduction"
)
GOOD = {
    "ULN": FIRST,
    "FamilyName": "Okonkwo-Reid",
    "GivenNames": "Zainab Ify",
    "DateOfBirth": "2007-04-23",
    "StdCode": "196",
    "StartDate": "2026-09-07",
    "EndDate": "2028-03",
}
STANDARDS = [
    Standard(standard="ST0070", title="Business administrator"),
    Standard(standard="ST0216", title="Healthcare support worker"),
]
ZAINAB = Apprentice(
    apprentice="A01",
    given_names="Zainab Ify",
    family_name="Okonkwo-Reid",
    date_of_birth=date(2007, 4, 23),
    uln=FIRST,
    standard="ST0070",
    starts_on=date(2026, 9, 7),
    ends_on=date(2028, 3, 31),
)
Rows = Mapping[str, Sequence[Any]]
Upload = Callable[..., Path]


@pytest.fixture
def upload(tmp_path: Path) -> Upload:
    """Write an upload with these rows: what is given, over a good row."""

    def write(*rows: Mapping[str, str]) -> Path:
        text = StringIO()
        filled = [GOOD | dict(row) for row in rows]
        writer = csv.DictWriter(text, list(dict.fromkeys(title for row in filled for title in row)))
        writer.writeheader()
        writer.writerows(filled)
        return content(text.getvalue())

    def content(text: str) -> Path:
        path = tmp_path / "upload.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return lambda *given: content(given[0]) if isinstance(given[0], str) else write(*given)


def read(path: Path, existing: Sequence[Apprentice] = (), paths: Sequence[Path] = ()) -> Import:
    return prepare(paths, {"standards": STANDARDS, "apprentices": existing}, replace=False, dfe=path)


def people(path: Path, existing: Sequence[Apprentice] = ()) -> list[Apprentice]:
    return read(path, existing).upserts["apprentices"]


def refused(path: Path, existing: Sequence[Apprentice] = ()) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read(path, existing)
    return [str(problem) for problem in caught.value.problems]


def test_a_file_as_the_service_has_it(upload: Upload) -> None:
    path = upload(
        f"{SERVICE}\n"
        f"P97BKL,XEGE5X,{FIRST},Okonkwo-Reid,Zainab Ify,2007-04-23,z@example.org,196,2026-09-07,2028-03,5000,"
        "EPA0008,CLASS-A,TRUE,12,300,487,TRUE,40\n"
        f'P97BKL,XEGE5X,{SECOND},"O\'Shea, the younger",Tom,1999-12-31,t@example.org,103,2026-09-07,2027-09,'
        "3000,EPA0008,,FALSE,,,,,\n"
        f",,{THIRD},Ðặng,Thùy-Linh,2009-02-28,,ST0216,2026-09-08,2028-02,3000,,,FALSE,,,320,,\n"
    )
    assert people(path) == [
        replace(ZAINAB, cohort="P97BKL", off_the_job_hours=447, prior_learning_hours=40),
        Apprentice(
            apprentice="A02",
            given_names="Tom",
            family_name="O'Shea, the younger",
            date_of_birth=date(1999, 12, 31),
            uln=SECOND,
            standard="ST0216",
            cohort="P97BKL",
            starts_on=date(2026, 9, 7),
            ends_on=date(2027, 9, 30),
        ),
        Apprentice(
            apprentice="A03",
            given_names="Thùy-Linh",
            family_name="Ðặng",
            date_of_birth=date(2009, 2, 28),
            uln=THIRD,
            standard="ST0216",
            off_the_job_hours=320,
            starts_on=date(2026, 9, 8),
            ends_on=date(2028, 2, 29),
        ),
    ]


def test_the_header_in_any_order_and_case_with_spaces(upload: Upload) -> None:
    path = upload(
        "End Date,STDCODE, start date ,dateofbirth,Given Names,familyname,uln,,\n"
        f"2028-03,196,2026-09-07,2007-04-23,Zainab Ify,Okonkwo-Reid,{FIRST},,\n,,,,,,,,\n"
    )
    assert people(path) == [ZAINAB]


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("ULN", "2000000001.0", "uln", FIRST),
        ("ULN", "200 000 0001", "uln", FIRST),
        ("DateOfBirth", "23/04/2007", "date_of_birth", date(2007, 4, 23)),
        ("StartDate", "07/09/2026", "starts_on", date(2026, 9, 7)),
        ("StartDate", "07/09/2026 00:00", "starts_on", date(2026, 9, 7)),
        ("EndDate", "01/08/2027", "ends_on", date(2027, 8, 31)),
        ("EndDate", "31/01/2028", "ends_on", date(2028, 1, 31)),
        ("EndDate", "01/01/2028", "ends_on", date(2028, 1, 31)),
        ("EndDate", "2027-08-01", "ends_on", date(2027, 8, 31)),
        ("EndDate", "2027-8", "ends_on", date(2027, 8, 31)),
        ("EndDate", "08/2027", "ends_on", date(2027, 8, 31)),
        ("EndDate", "Aug-27", "ends_on", date(2027, 8, 31)),
        ("EndDate", "aug 2027", "ends_on", date(2027, 8, 31)),
        ("EndDate", "Sept-27", "ends_on", date(2027, 9, 30)),
        ("EndDate", "February-28", "ends_on", date(2028, 2, 29)),
        ("StdCode", "103", "standard", "ST0216"),
        ("StdCode", "103.0", "standard", "ST0216"),
        ("StdCode", "st0216", "standard", "ST0216"),
        ("TrainingTotalHours", "487.0", "off_the_job_hours", 487),
    ],
)
def test_reads_the_forms_of_the_service_and_of_excel(
    upload: Upload, column: str, text: str, field: str, value: object
) -> None:
    (person,) = people(upload({column: text}))
    assert getattr(person, field) == value


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("ULN", "", "Enter a 10-digit unique learner number"),
        ("ULN", "200000001", 'Enter a 10-digit unique learner number; "200000001" is none'),
        ("ULN", "0000000000", 'Enter a 10-digit unique learner number; "0000000000" is none'),
        (
            "ULN",
            "2.00E+09",
            'Excel has shortened the unique learner number to "2.00E+09", and its last digits are lost; in '
            "Excel, format the column as Number with 0 decimal places, enter the numbers again and save",
        ),
        (
            "ULN",
            "2000000002",
            "The unique learner number 2000000002 isn't valid: its last digit does not fit the others; "
            "compare it with the training provider's record",
        ),
        ("FamilyName", " ", "Enter the family name"),
        ("GivenNames", "", "Enter the given names"),
        (
            "DateOfBirth",
            "",
            "Enter the apprentice's date of birth using the format yyyy-mm-dd, for example 2001-04-23",
        ),
        (
            "DateOfBirth",
            "04/23/2007",
            "Enter the apprentice's date of birth using the format yyyy-mm-dd, for example 2001-04-23; "
            '"04/23/2007" is not a date with the day first',
        ),
        (
            "DateOfBirth",
            "2011-09-08",
            "The date of birth must show that the apprentice is at least 15 and not older than 115 years at "
            "the start of the training; it makes 14 years on 7 September 2026",
        ),
        (
            "StartDate",
            "07/09/26",
            "Enter the start date using the format yyyy-mm-dd, for example 2026-09-07; "
            '"07/09/26" leaves the century open',
        ),
        (
            "StartDate",
            "2026-02-30",
            "Enter the start date using the format yyyy-mm-dd, for example 2026-09-07; "
            '"2026-02-30" is not a date',
        ),
        ("EndDate", "", "Enter the end date using the format yyyy-mm, for example 2028-03"),
        (
            "EndDate",
            "2028-13",
            'Enter the end date using the format yyyy-mm, for example 2028-03; "2028-13" is not a month',
        ),
        (
            "EndDate",
            "27-Aug",
            'Enter the end date using the format yyyy-mm, for example 2028-03; "27-Aug" is not a date',
        ),
        (
            "EndDate",
            "8/1/2027",
            'Enter the end date using the format yyyy-mm, for example 2028-03; "8/1/2027" has the day '
            "first or the month first, nobody can tell",
        ),
        (
            "EndDate",
            "2026-08",
            "Enter an end date that is after the start date, 7 September 2026; "
            "the service counts a month from its first day",
        ),
        ("StdCode", "", "Enter the standard code, for example 196 or ST0070"),
        ("StdCode", "admin", 'Enter the standard code, for example 196 or ST0070; "admin" is none'),
        (
            "StdCode",
            "99999",
            "The standard code 99999 is not among the LARS codes that this program knows; "
            "enter the reference of the standard instead, for example ST0070",
        ),
        (
            "StdCode",
            "119",
            "The standard code 119 is ST0005, which is not among the programme's standards; "
            "add ST0005 to standards.csv and import it",
        ),
        (
            "StdCode",
            "ST0005",
            "ST0005 is not among the programme's standards; add ST0005 to standards.csv and import it",
        ),
        (
            "TrainingTotalHours",
            "many",
            'Enter the hours as a whole number between 0 and 9,999; "many" is not a whole number',
        ),
        (
            "TrainingTotalHours",
            "10000",
            'Enter the hours as a whole number between 0 and 9,999; "10000" is more than 9,999',
        ),
    ],
)
def test_says_what_to_enter(upload: Upload, column: str, text: str, message: str) -> None:
    assert refused(upload({column: text})) == [f"upload.csv:2:{column}: {message}"]


def test_hours_saved_by_prior_learning_are_recorded_as_such(upload: Upload) -> None:
    # The boards of the tests have 400 hours for ST0070. 400 less 40 that are known already: none is missing.
    (saved,) = people(upload({"TrainingTotalHours": "400", "TrainingHoursReduction": "40"}))
    assert (saved.off_the_job_hours, saved.prior_learning_hours) == (360, 40)
    assert not found(board(apprentices=[saved]), "FUND-OTJ")
    assert found(board(apprentices=[replace(saved, prior_learning_hours=39)]), "FUND-OTJ")


def test_the_reduction_is_lower_than_the_hours(upload: Upload) -> None:
    assert refused(upload({"TrainingTotalHours": "300", "TrainingHoursReduction": "300"})) == [
        "upload.csv:2:TrainingHoursReduction: Enter a reduction that is lower than the 300 hours in total"
    ]


def test_tells_everything_at_once_in_the_order_of_the_file(upload: Upload) -> None:
    problems = refused(
        upload(
            {"ULN": "12", "EndDate": "soon"},
            {},
            {"ULN": SECOND, "FamilyName": "Bell", "StdCode": "119"},
            {"StdCode": "1"},
        )
    )
    assert [problem.split(": ")[0] for problem in problems] == [
        "upload.csv:2:ULN",
        "upload.csv:2:EndDate",
        "upload.csv:4:StdCode",
        "upload.csv:5:StdCode",
        "upload.csv:5:ULN",
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["upload.csv: is empty; its first line must name the columns"]),
        (f"{','.join(GOOD)}\n", ["upload.csv: holds no people below its header"]),
        (f"{';'.join(GOOD)}\n", ["upload.csv:1: the header is one cell; separate the cells with commas"]),
        (
            f"{','.join(GOOD)},Nickname,Emailaddres,uln\n",
            [
                'upload.csv:1: "Nickname" is no column of the Apprenticeship Service\'s file',
                'upload.csv:1: "Emailaddres" is no column of the Apprenticeship Service\'s file; '
                "did you mean EmailAddress?",
                "upload.csv:1:ULN: stands twice in the header",
            ],
        ),
        (
            "GivenNames,FamilyName,StdCode,StartDate,EndDate\nA,B,196,2026-09-07,2028-03\n",
            [
                "upload.csv:1:ULN: is missing from the header, but needed",
                "upload.csv:1:DateOfBirth: is missing from the header, but needed",
            ],
        ),
        (
            f"{','.join(GOOD)}\n{','.join(GOOD.values())},more\n",
            ["upload.csv:2: has 8 cells, but the header 7; put a cell that contains a comma in quotes"],
        ),
    ],
)
def test_says_what_is_wrong_with_the_file(upload: Upload, text: str, problems: list[str]) -> None:
    assert refused(upload(text)) == problems


def test_files_that_are_no_csv(tmp_path: Path) -> None:
    (tmp_path / "upload.csv").write_bytes(b"PK\x03\x04")
    workbook = 'upload.csv: is a workbook; save it as "CSV UTF-8 (comma delimited)"'
    assert refused(tmp_path / "upload.csv") == [workbook]
    (tmp_path / "upload.csv").write_bytes(b"ULN,FamilyName\n1,Caf\xe9\n")
    assert "UTF-8" in refused(tmp_path / "upload.csv")[0]
    assert refused(tmp_path / "none.csv") == ["none.csv: can't be read: No such file or directory"]


def valid_ulns(count: int) -> list[str]:
    return [str(number) for number in range(1_000_000_000, 1_000_002_000) if is_uln(str(number))][:count]


def test_takes_a_hundred_people_and_no_more(upload: Upload) -> None:
    rows = [{"ULN": uln, "GivenNames": f"Person {uln}"} for uln in valid_ulns(101)]
    assert len(people(upload(*rows[:100]))) == 100
    assert refused(upload(*rows)) == [
        "upload.csv: holds 101 people; the Apprenticeship Service takes 100 at most: divide it"
    ]


def test_one_person_in_two_rows_is_refused_by_day(upload: Upload) -> None:
    overlapping = refused(upload({}, {"StartDate": "2027-01-04", "EndDate": "2029-01"}))
    assert overlapping == [
        f"upload.csv:3:ULN: The unique learner number {FIRST} has already been used on line 2; both run from "
        "4 January 2027 to 31 March 2028: keep the right one, or correct the number"
    ]
    (one_after_the_other,) = refused(upload({"EndDate": "2027-08"}, {"StartDate": "2027-09-06"}))
    assert "keep the row of the one that is planned here" in one_after_the_other
    assert "keep one of the two rows" in refused(upload({}, {"EndDate": "soon"}))[1]


def test_updates_a_known_person_and_keeps_the_rest(upload: Upload) -> None:
    known = replace(
        ZAINAB,
        apprentice="Z-9",
        employer=None,
        family_name="Okonkwo",
        cohort="2026-A",
        status="break",
        agreement_on=date(2026, 8, 24),
        off_the_job_hours=440,
        training_days="FREQ=WEEKLY;BYDAY=WE",
    )
    row = {"CohortRef": "P97BKL", "StdCode": "103", "EndDate": "2028-06", "TrainingTotalHours": ""}
    done = read(upload(row), [known])
    assert done.counts["apprentices"] == Counts(new=0, changed=1, same=0, removed=0)
    assert done.upserts["apprentices"] == [
        replace(known, family_name="Okonkwo-Reid", standard="ST0216", ends_on=date(2028, 6, 30))
    ]


def test_the_same_file_again_changes_nothing(upload: Upload) -> None:
    path = upload({"CohortRef": "P97BKL"}, {"ULN": SECOND, "GivenNames": "Tom", "TrainingTotalHours": "400"})
    again = read(path, people(path))
    assert again.counts["apprentices"] == Counts(new=0, changed=0, same=2, removed=0)


@pytest.mark.parametrize(
    ("used", "codes"),
    [
        ([], ["A01", "A02"]),
        (["A01", "A24"], ["A25", "A26"]),
        (["A8", "A10", "guest"], ["A11", "A12"]),
        (["A98", "A100", "a101"], ["A102", "A103"]),
        (["2026-007", "2026-009", "X1"], ["2026-010", "2026-011"]),
        (["B1", "A1"], ["A2", "A3"]),
        (["zainab", FIRST], ["A01", "A02"]),
    ],
)
def test_new_people_get_the_next_codes(upload: Upload, used: list[str], codes: list[str]) -> None:
    there = [replace(ZAINAB, apprentice=code, uln=None, given_names=code) for code in used]
    path = upload({}, {"ULN": SECOND, "GivenNames": "Tom"})
    assert [person.apprentice for person in people(path, there)] == codes


def test_a_person_without_a_learner_number_is_known_by_name_and_birthday(upload: Upload) -> None:
    there = replace(ZAINAB, apprentice="A07", uln=None, given_names="zainab  IFY")
    assert people(upload({}), [there]) == [replace(ZAINAB, apprentice="A07")]
    namesake = replace(there, date_of_birth=date(2006, 1, 1))
    assert people(upload({}), [namesake]) == [replace(ZAINAB, apprentice="A08")]
    assert refused(upload({}), [replace(there, date_of_birth=None)]) == [
        "upload.csv:2:ULN: A07 in the programme has this name, and neither a unique learner number nor a "
        "date of birth to tell who it is; add one to apprentices.csv"
    ]


def test_a_mistyped_learner_number_makes_no_second_person(upload: Upload) -> None:
    expected = [
        "upload.csv:2:ULN: A01 in the programme has this name and date of birth, but the unique learner "
        f"number {SECOND}; correct the number that is wrong"
    ]
    assert refused(upload({}), [replace(ZAINAB, uln=SECOND)]) == expected


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Zainab Ify", "Okonkwo-Reid"),
        ("ZAINAB  IFY", "okonkwo-reid"),
        ("Za\u00efnab\u00a0Ify", "Okonkwo-Re\u0301id"),
    ],
)
def test_one_person_with_two_learner_numbers_is_told_in_one_file_too(
    upload: Upload, given: str, family: str
) -> None:
    both = upload({}, {"ULN": SECOND, "GivenNames": given, "FamilyName": family})
    assert refused(both) == [
        "upload.csv:3:ULN: This name and date of birth stand on line 2 already, with another unique learner "
        "number; keep the row whose number is right"
    ]
    assert len(people(upload({}, {"ULN": SECOND, "DateOfBirth": "2007-04-24"}))) == 2


def test_a_person_is_found_in_spite_of_accents_capitals_and_spaces(upload: Upload) -> None:
    known = replace(ZAINAB, given_names="Za\u00efnab  IFY", family_name="OKONKWO-RE\u0301ID", uln=None)
    (person,) = people(upload({}), [known])
    assert (person.apprentice, person.uln) == ("A01", FIRST)


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Zoe-Marie", "O'Brien"),
        ("Zo\u00eb Marie", "O\u2019Brien"),
        ("Zo\u00eb\u2011Marie", "O`Brien"),
        ("ZOE MARIE", "OBRIEN"),
    ],
)
def test_a_person_is_found_in_spite_of_apostrophes_and_hyphens(
    upload: Upload, given: str, family: str
) -> None:
    known = replace(ZAINAB, given_names="Zo\u00eb-Marie", family_name="O\u2019Brien", uln=None)
    path = upload({"GivenNames": given, "FamilyName": family})
    assert [person.apprentice for person in people(path, [known])] == ["A01"]
    (told,) = refused(upload({"GivenNames": given, "FamilyName": family}), [replace(known, uln=SECOND)])
    assert "has this name and date of birth, but the unique learner number" in told


@pytest.mark.parametrize("column", ["FamilyName", "GivenNames"])
def test_a_name_is_as_long_as_the_service_takes(upload: Upload, column: str) -> None:
    assert len(people(upload({column: "Z" * 100}))) == 1
    what = "family name" if column == "FamilyName" else "given names"
    assert refused(upload({column: "Z" * 101})) == [
        f"upload.csv:2:{column}: Enter the {what} in no more than 100 letters; these are 101"
    ]


def test_the_service_knows_no_start_before_may_2017(upload: Upload) -> None:
    born = {"DateOfBirth": "2000-01-01"}
    assert len(people(upload({"StartDate": "2017-05-01", **born}))) == 1
    assert refused(upload({"StartDate": "2017-04-30", **born})) == [
        "upload.csv:2:StartDate: The start date must not be earlier than May 2017"
    ]


def test_a_month_ends_for_the_service_on_its_first_day(upload: Upload) -> None:
    """A start on 1 September is not after September's first day; one on 2 September is."""
    (person,) = people(upload({"StartDate": "2026-09-01", "EndDate": "2026-09"}))
    assert person.ends_on == date(2026, 9, 30)
    for start in ("2026-09-02", "2026-09-30"):
        (told,) = refused(upload({"StartDate": start, "EndDate": "2026-09"}))
        assert told.startswith("upload.csv:2:EndDate: Enter an end date that is after the start date")


@pytest.mark.parametrize("price", ["", "0", "100001", "free"])
def test_prices_are_not_looked_at_and_the_page_says_so(upload: Upload, price: str) -> None:
    assert people(upload({"TotalPrice": price})) == [ZAINAB]
    page = (Path(__file__).parent.parent.parent / "docs" / "dfe-import.md").read_text(encoding="utf-8")
    assert "TotalPrice that is empty, 0 or over 100,000" in page


def test_what_a_spreadsheet_left_in_an_upload_is_told(upload: Upload) -> None:
    told = '"#N/A" is an error of the spreadsheet; mend the cell there, or empty it'
    for column in ("ULN", "FamilyName", "StdCode", "CohortRef"):
        assert refused(upload({column: "#N/A"})) == [f"upload.csv:2:{column}: {told}"]
    (problem,) = refused(upload({"StartDate": "########"}))
    assert "a column that is too narrow" in problem


def test_own_columns_of_an_upload_are_left_out(upload: Upload) -> None:
    assert read(upload({"x-team": "A", "Notes": "b"})).left_out == {"upload.csv": ["x-team", "Notes"]}


def test_two_people_with_one_learner_number_are_not_guessed_at(upload: Upload) -> None:
    assert refused(upload({}), [ZAINAB, replace(ZAINAB, apprentice="A05")]) == [
        "upload.csv:2:ULN: A01 and A05 have this unique learner number in the programme; correct one of them"
    ]


def test_an_apprenticeship_that_is_over_is_not_overwritten(upload: Upload) -> None:
    over = replace(ZAINAB, status="completed", starts_on=date(2025, 1, 6), ends_on=date(2026, 6, 30))
    assert refused(upload({}), [over]) == [
        "upload.csv:2:StartDate: A01 is completed in the programme, with an apprenticeship until 30 June "
        "2026; for a new one, first set status to active in apprentices.csv"
    ]
    assert people(upload({}), [replace(ZAINAB, status="completed", standard=None)])


def test_beside_a_folder_it_updates_the_folders_people(upload: Upload, tmp_path: Path) -> None:
    (tmp_path / "apprentices.csv").write_text(
        "apprentice,given_names,family_name,uln,starts_on,ends_on,weekly_hours\n"
        f"A01,Zainab,Reid,{FIRST},2026-09-07,2027-09-03,35\nA02,Tom,Shea,,2026-09-07,2027-09-03,35\n"
    )
    existing = {"standards": STANDARDS, "apprentices": [replace(ZAINAB, apprentice="A03", uln=THIRD)]}
    path = upload({}, {"ULN": SECOND, "GivenNames": "Ada"})
    done = prepare([tmp_path / "apprentices.csv"], existing, replace=True, dfe=path)
    assert [(person.apprentice, person.given_names) for person in done.upserts["apprentices"]] == [
        ("A01", "Zainab Ify"),
        ("A02", "Tom"),
        ("A04", "Ada"),
    ]
    assert done.upserts["apprentices"][0].weekly_hours == 35
    assert [person.apprentice for person in done.removals["apprentices"]] == ["A03"]


def test_who_is_replaced_is_nobodys_double(upload: Upload, tmp_path: Path) -> None:
    (tmp_path / "apprentices.csv").write_text(
        "apprentice,given_names,family_name,uln,starts_on,ends_on\n"
        f"Z1,Zainab,Reid,{FIRST},2026-09-07,2027-09-03\n"
    )
    existing = {"standards": STANDARDS, "apprentices": [ZAINAB, replace(ZAINAB, apprentice="Z2", uln=SECOND)]}
    path = upload({}, {"ULN": SECOND, "GivenNames": "Ada"})
    done = prepare([tmp_path / "apprentices.csv"], existing, replace=True, dfe=path)
    assert [person.apprentice for person in done.upserts["apprentices"]] == ["Z1", "Z3"]
    assert [person.apprentice for person in done.removals["apprentices"]] == ["A01", "Z2"]


def test_beside_another_table_nobody_is_removed(upload: Upload, tmp_path: Path) -> None:
    (tmp_path / "standards.csv").write_text("standard,title\nST0070,Business administrator\n")
    existing = {"apprentices": [replace(ZAINAB, uln=THIRD, given_names="Ada", standard=None)]}
    done = prepare([tmp_path / "standards.csv"], existing, replace=True, dfe=upload({}))
    assert (done.removals, done.counts["apprentices"].new) == ({}, 1)


def test_a_standard_that_was_refused_is_not_called_missing(upload: Upload, tmp_path: Path) -> None:
    (tmp_path / "standards.csv").write_text("standard,title,level\nST0005,Adult care worker,two\n")
    with pytest.raises(BadInput) as caught:
        read(upload({"StdCode": "119"}), paths=[tmp_path / "standards.csv"])
    assert [problem.file for problem in caught.value.problems] == ["standards.csv"]


def test_the_lars_codes_name_their_sources() -> None:
    path = Path(__file__).parent.parent.parent / "apprentices" / "exchange" / "data" / "lars_codes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(lars_codes()) == [row["lars_code"] for row in rows]
    for row in rows:
        assert re.fullmatch(r"[1-9][0-9]{0,4}", row["lars_code"])
        assert re.fullmatch(r"ST[0-9]{4}", row["standard"])
        assert "." in row["source"]
        assert date.fromisoformat(row["checked_on"])


def test_the_pilots_people_come_back_unchanged(tmp_path: Path) -> None:
    """Written in the service's form, they are all known; the days on which they end stay."""
    pilot = prepare([PILOT], {}, replace=False).upserts
    numbers = {standard: code for code, standard in lars_codes().items()}
    known = [person for person in pilot["apprentices"] if person.uln]
    lines = [
        f"{p.uln},{p.family_name},{p.given_names},{p.date_of_birth},"
        f"{numbers.get(p.standard, p.standard)},{p.starts_on},{p.ends_on:%Y-%m}"
        for p in known
    ]
    (tmp_path / "upload.csv").write_text("\n".join([",".join(GOOD), *lines]), encoding="utf-8")
    counts = prepare([], pilot, replace=False, dfe=tmp_path / "upload.csv").counts
    assert counts["apprentices"] == Counts(new=0, changed=0, same=len(known), removed=0)
    assert len(known) == 23


def test_the_page_names_every_column_and_code() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "dfe-import.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert re.search(rf"\b{column.title}\b", page), column.title
    for code, standard in lars_codes().items():
        assert f"{code} ({standard})" in page
    assert [column.title for column in COLUMNS] == SERVICE.split(",")
