"""The score, added up by hand."""

from hypothesis import given
from hypothesis import strategies as st

from apprentices.board import Board, Edit
from apprentices.conditions import Preference, Travel
from apprentices.rules.facts import Facts
from apprentices.score import Score
from tests.build import TEAMS, TODAY, board, team

LIKES = [
    Preference(apprentice="A1", what="host:COL", points=3),
    Preference(apprentice="A1", what="placement:COL-A", points=4),
    Preference(apprentice="A1", what="area:library", points=-2),
    Preference(apprentice="A2", what="skill:ledgers", points=5),
]
PLACES = [team("COL-A", area="Library", site="Guildhall"), team("LBH-A", skills=("Ledgers",)), *TEAMS[3:]]
TRAVEL = [Travel(apprentice="A1", site="guildhall", minutes=41)]
PLAN = {"A1": "COL-A LBH-A . LBH-B", "A2": "LBH-A ELFT-A . ."}


def score(settings: dict[str, str] | None = None, plan: dict[str, str] = PLAN) -> Score:
    made = board(plan, settings, preferences=LIKES, placements=PLACES, travel=TRAVEL)
    return Score(Facts(made.programme, TODAY), made)


def test_points_add_up_every_preference_that_matches() -> None:
    found = score()
    assert found.points("A1", "COL-A") == 3 + 4 - 2
    assert found.points("A1", "LBH-A") == 0
    assert found.points("A2", "LBH-A") == 5


def test_total_adds_the_least_satisfaction() -> None:
    # A1 has 5, A2 has 5: 10, and the least, 5, once more.
    assert (score().total, score().worst_off) == (15, 5)
    assert score({"fairness_weight": "3"}).total == 10 + 3 * 5
    assert score({"fairness_weight": "0"}).total == 10


def test_changes_of_host_count_between_neighbouring_filled_cells() -> None:
    # A1 changes from COL to LBH; the gap between LBH-A and LBH-B is no change. A2 changes once.
    assert score({"host_change_weight": "2", "fairness_weight": "0"}).total == 10 - 2 - 2


def test_travel_counts_tens_of_minutes_rounded_up() -> None:
    assert score({"travel_weight": "1", "fairness_weight": "0"}).total == 10 - 5


def test_a_programme_without_people_scores_0() -> None:
    assert score(plan={}).total == 0


@given(
    edits=st.lists(
        st.tuples(
            st.sampled_from(["A1", "A2"]),
            st.sampled_from(["C1", "C2", "C3", "C4"]),
            st.sampled_from([None, "COL-A", "LBH-A", "LBH-B", "ELFT-A"]),
        ),
        max_size=8,
    ),
    weights=st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)),
)
def test_the_foreseen_change_is_the_change(
    edits: list[tuple[str, str, str | None]], weights: tuple[int, int, int]
) -> None:
    names = ("fairness_weight", "host_change_weight", "travel_weight")
    settings = {name: str(weight) for name, weight in zip(names, weights, strict=True)}
    made = board(PLAN, settings, preferences=LIKES, placements=PLACES, travel=TRAVEL)
    kept = Score(Facts(made.programme, TODAY), made)
    for apprentice, cycle, placement in edits:
        row = list(made.row(apprentice))
        edit = Edit(apprentice, cycle, placement)
        row[made.cycle_index[cycle]] = edit.assignment
        foreseen = kept.total + kept.change(apprentice, row)
        made.put(edit)
        kept.update(apprentice, made.row(apprentice))
        fresh = Score(Facts(made.programme, TODAY), Board(made.programme, made.assignments()))
        assert kept.total == foreseen == fresh.total
