"""The same commit gives the same program next year: constraints.txt names a tested version of everything."""

import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
DECIDING = ("highspy", "holidays", "ortools", "textual")  # answers or drawings


def pins() -> dict[str, list[Requirement]]:
    """The lines of constraints.txt by package; a package has several where Python's versions need others."""
    found: dict[str, list[Requirement]] = {}
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        pin = Requirement(line)
        found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


def declared() -> list[Requirement]:
    """What pyproject.toml asks for, extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    return [Requirement(text) for asked in (project["dependencies"], *extras) for text in asked]


def needed(name: str, extras: frozenset[str], seen: set[str]) -> Iterator[str]:
    """The package and all that it needs here, as the installed packages declare it."""
    if name in seen:
        return
    seen.add(name)
    yield name
    try:
        texts = requires(name) or []
    except PackageNotFoundError:  # of an extra that isn't installed
        return
    for needs in map(Requirement, texts):
        environments = [{**default_environment(), "extra": extra} for extra in extras or {""}]
        if needs.marker is None or any(needs.marker.evaluate(env) for env in environments):
            yield from needed(canonicalize_name(needs.name), frozenset(needs.extras), seen)


def test_every_pin_is_one_exact_version() -> None:
    for pin in (pin for found in pins().values() for pin in found):
        assert [spec.operator for spec in pin.specifier] == ["=="], str(pin)


def test_what_is_declared_is_pinned_within_what_is_allowed() -> None:
    for asked in declared():
        found = pins()[canonicalize_name(asked.name)]
        for pin in found:
            (exact,) = pin.specifier
            assert exact.version in asked.specifier, f"{pin} is not within {asked}"


@pytest.mark.parametrize("name", DECIDING)
def test_what_decides_answers_or_drawings_is_capped(name: str) -> None:
    for asked in declared():
        if canonicalize_name(asked.name) == name:
            assert any(spec.operator in ("<", "<=", "==") for spec in asked.specifier), str(asked)


def test_what_the_packages_need_is_pinned_too() -> None:
    ours = [(canonicalize_name(asked.name), frozenset(asked.extras)) for asked in declared()]
    seen: set[str] = set()
    everything = [name for asked in ours for name in needed(*asked, seen)]
    missing = sorted(set(everything) - pins().keys() - {"pip"})  # pip itself stays as it is
    assert not missing


def test_ci_and_the_readme_install_the_pinned_versions() -> None:
    for name in ("README.md", ".ci/run"):
        lines = [line for line in (ROOT / name).read_text().splitlines() if "pip install" in line]
        assert lines
        for line in lines:
            assert "constraints.txt" in line, f"{name}: {line}"
