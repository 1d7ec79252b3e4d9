"""Folders and files as a person looks for them."""

from pathlib import Path

import pytest

from screens.files.places import Entry, Typed, as_text, beginning, completed, entries, typed

LISTED = [Entry("packs", True), Entry("plan-a.csv", False), Entry("plan-b.csv", False)]


def test_folders_come_first_and_people_count_as_they_count(tmp_path: Path) -> None:
    for name in ("A10.csv", "A2.csv", "notes.txt", ".hidden.csv", "a\nb.csv"):
        (tmp_path / name).touch()
    (tmp_path / "z").mkdir()
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    assert entries(tmp_path, (".csv",)) == [Entry("z", True), Entry("A2.csv", False), Entry("A10.csv", False)]
    assert entries(tmp_path, ()) == [Entry("z", True)]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("/a/b", Typed(Path("/a"), "b")),
        ("/a/b/", Typed(Path("/a/b"), "")),
        ("b/c", Typed(Path("/here/b"), "c")),
        ("", Typed(Path("/here"), "")),
        ("  /a/b ", Typed(Path("/a"), "b")),
        ("/", Typed(Path("/"), "")),
        ("~", Typed(Path("/home/mina"), "")),
        ("~/b", Typed(Path("/home/mina"), "b")),
        ("'/a/my files/b'", Typed(Path("/a/my files"), "b")),  # as a shell or a file manager quotes it
        ('"b/c"', Typed(Path("/here/b"), "c")),
    ],
)
def test_a_path_as_far_as_it_is_typed(text: str, at: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/mina")
    assert typed(text, Path("/here")) == at


def test_a_home_that_nobody_has_is_told() -> None:
    with pytest.raises(OSError, match="no home folder ~nobody-has-this"):
        typed("~nobody-has-this/x", Path("/here"))


@pytest.mark.parametrize(
    ("name", "then"),
    [
        ("p", "p"),  # packs and plans go on differently
        ("pl", "plan-"),
        ("PL", "plan-"),
        ("pa", "packs/"),  # a folder goes on in it
        ("plan-b.csv", "plan-b.csv"),
        ("x", "x"),
        ("", "p"),  # all begin alike
    ],
)
def test_a_name_is_completed_as_far_as_all_go_on_alike(name: str, then: str) -> None:
    assert completed(LISTED, name) == then


def test_what_begins_like_it_comes_before_what_only_has_it() -> None:
    assert beginning(LISTED, "PA") == LISTED[:1]
    assert beginning(LISTED, "b.c") == LISTED[2:]
    assert beginning(LISTED, "") == LISTED


def test_the_root_needs_no_second_line(tmp_path: Path) -> None:
    assert as_text(Path("/")) == "/"
    assert as_text(Path("/a")) == "/a/"
