"""Measure the code against the limits that CONTRIBUTING names, and end with 1 where one is passed.

    python .ci/measure.py

Counts what the project ships: public names with a docstring (a rule has its words in its declaration), lines
of files, lines of functions (from `def` to the end), handlers of `Exception` that do not raise it again.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parent.parent
PACKAGES = ("apprentices", "db", "screens", "plainly", "fixtures")
DOCUMENTED = 0.97  # of public names
FILE_LINES = 400
SHORT_LINES, SHORT = 21, 0.95  # so many functions have no more lines
BROAD = 1  # handlers of Exception: the outer edge
_BROAD = ("Exception", "BaseException")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = ast.Module | ast.ClassDef | Function


class Measured(NamedTuple):
    """One limit: what is measured, how it stands, whether that will do, and the worst places."""

    what: str
    stands: str
    good: bool
    worst: list[str]


def main() -> int:
    """Print each measure; 1 where one is passed."""
    files = [path for package in PACKAGES for path in sorted((PROJECT / package).rglob("*.py"))]
    trees = {path: ast.parse(path.read_text("utf-8")) for path in files}
    results = [documented(trees), file_lines(files), function_lines(trees), broad(trees)]
    for result in results:
        print(f"{'ok ' if result.good else 'NOT'} {result.what}: {result.stands}")
        for place in () if result.good else result.worst:
            print(f"      {place}")
    return 0 if all(result.good for result in results) else 1


def documented(trees: dict[Path, ast.Module]) -> Measured:
    """Modules, and public functions, classes and methods of public classes."""
    names = [(name, node) for path, tree in trees.items() for name, node in _public(_place(path), tree)]
    bare = [name for name, node in names if not _has_words(node)]
    share = 1 - len(bare) / len(names)
    return Measured(
        "public names with a docstring", f"{share:.1%} of {len(names)}", share >= DOCUMENTED, sorted(bare)
    )


def _has_words(node: Named) -> bool:
    """A docstring, or, as rules have it, `help` in the decorator that declares it."""
    if ast.get_docstring(node):
        return True
    decorators = [] if isinstance(node, ast.Module) else node.decorator_list
    calls = [call for call in decorators if isinstance(call, ast.Call)]
    return any(keyword.arg == "help" for call in calls for keyword in call.keywords)


def _public(place: str, node: Named) -> Iterator[tuple[str, Named]]:
    yield place, node
    if isinstance(node, Function):
        return
    for inside in node.body:
        if isinstance(inside, ast.ClassDef | Function) and not inside.name.startswith("_"):
            yield from _public(f"{place}:{inside.name}", inside)


def file_lines(files: list[Path]) -> Measured:
    """How long files are."""
    lengths = {path: path.read_text("utf-8").count("\n") for path in files}
    long = [f"{_place(path)}: {lines}" for path, lines in lengths.items() if lines > FILE_LINES]
    return Measured("lines of the longest file", str(max(lengths.values())), not long, long)


def function_lines(trees: dict[Path, ast.Module]) -> Measured:
    """How long functions are, those inside others too."""
    found = [
        ((node.end_lineno or 0) - node.lineno + 1, f"{_place(path)}:{node.name}")
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, Function)
    ]
    long = sorted((each for each in found if each[0] > SHORT_LINES), reverse=True)
    share = 1 - len(long) / len(found)
    return Measured(
        f"functions of at most {SHORT_LINES} lines",
        f"{share:.1%} of {len(found)}",
        share >= SHORT,
        [f"{place}: {lines}" for lines, place in long],
    )


def broad(trees: dict[Path, ast.Module]) -> Measured:
    """Handlers of every exception."""
    found = [
        f"{_place(path)}:{node.lineno}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _raises_again(node)
    ]
    return Measured("handlers of every exception", str(len(found)), len(found) <= BROAD, found)


def _is_broad(kind: ast.expr | None) -> bool:
    names = [kind] if not isinstance(kind, ast.Tuple) else kind.elts
    return any(name is None or (isinstance(name, ast.Name) and name.id in _BROAD) for name in names)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """It only cleans up: its last word is a bare `raise`."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _place(path: Path) -> str:
    return str(path.relative_to(PROJECT))


if __name__ == "__main__":
    sys.exit(main())
