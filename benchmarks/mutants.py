"""Mutation testing: change a file in one small place after another, and see whether a test notices.

    python -m benchmarks.mutants apprentices/rules/fund.py [--tests tests/apprentices/rules tests/law]

Each mutant is tried in a copy of the project: first by the tests that are named like the file, then by all
of `--tests`. Printed are those that no test notices (a missing test, code that does nothing, or a change that
makes no difference) and the share that was noticed. A file takes some minutes.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parent.parent
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "*.db")
TESTS = ["tests/apprentices/rules", "tests/law"]
TIMEOUT = 600  # seconds; a mutant that takes longer goes round in circles: noticed

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
CALLED = {
    "any": "all", "all": "any", "min": "max", "max": "min",
    "bisect_left": "bisect_right", "bisect_right": "bisect_left",
}  # fmt: skip
REMOVED = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)
Node = ast.expr | ast.stmt
NO_BEHAVIOUR = ("annotation", "returns")


class Place(NamedTuple):
    """Where a node stands in the tree."""

    parent: ast.AST
    field: str
    number: int | None  # in a list

    def put(self, node: ast.AST) -> None:
        """Let that node stand here."""
        if self.number is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.number] = node


def places(node: ast.AST) -> Iterator[tuple[Place, ast.AST]]:
    """All nodes under a node that have a part in what the code does."""
    for field, value in ast.iter_fields(node):
        if field in NO_BEHAVIOUR:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(child, ast.AST) and not isinstance(child, ast.Import | ast.ImportFrom):
                yield Place(node, field, index), child
                yield from places(child)


def mutants(tree: ast.Module) -> Iterator[tuple[Node, ast.AST]]:
    """Each small change as the old node and the new one; the tree is changed while one is handed out."""
    for place, node in list(places(tree)):
        if not isinstance(node, Node):
            continue
        for new in [*of_test(place, node), *of_expression(node), *of_figure(node), *of_statement(node)]:
            place.put(ast.copy_location(new, node))
            yield node, new
        place.put(node)


def of_test(place: Place, node: ast.AST) -> Iterator[ast.AST]:
    """The opposite of a condition; that of == and its like, and of `not`, is among the expressions."""
    tests = (ast.If, ast.While, ast.IfExp, ast.comprehension)
    tested = isinstance(place.parent, tests) and place.field in ("test", "ifs")
    turned = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    ordered = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
    simple = isinstance(node, ast.Compare) and len(node.ops) == 1 and not isinstance(node.ops[0], ordered)
    if isinstance(node, ast.expr) and tested and not turned and not simple:
        yield ast.UnaryOp(ast.Not(), node)


def of_expression(node: ast.AST) -> Iterator[ast.AST]:
    """Other operators, any for all, and texts with a part left out."""
    match node:
        case ast.Compare(ops=ops):
            for number, op in enumerate(ops):
                yield changed(node, "ops", number, COMPARED[type(op)]())
        case ast.BoolOp(op=op):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp(op=op) if type(op) in RECKONED:
            yield ast.BinOp(node.left, RECKONED[type(op)](), node.right)
        case ast.Call(func=ast.Name(name)) if name in CALLED:
            yield ast.Call(ast.Name(CALLED[name], ast.Load()), node.args, node.keywords)
        case ast.JoinedStr(values=values):
            for number, part in enumerate(values):
                if isinstance(part, ast.FormattedValue):
                    yield changed(node, "values", number, ast.Constant(""))


def of_figure(node: ast.AST) -> Iterator[ast.AST]:
    """Numbers one off, and no for yes."""
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Call(func=ast.Name("Decimal"), args=[ast.Constant(str(text))]):
            for step in (1, -1):
                yield ast.Call(node.func, [ast.Constant(str(Decimal(text) + step))], [])


def of_statement(node: ast.AST) -> Iterator[ast.AST]:
    """Statements left out, and nothing returned."""
    match node:
        case ast.AugAssign(op=op) if type(op) in RECKONED:
            yield ast.AugAssign(node.target, RECKONED[type(op)](), node.value)
            yield ast.Pass()
        case ast.Return(value=None):
            yield ast.Pass()
        case ast.Return(value=value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Constant()):
            return  # a docstring
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            yield ast.parse("if None: yield").body[0]  # still a generator
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
        case _ if isinstance(node, REMOVED):
            yield ast.Pass()


def changed(node: ast.AST, field: str, index: int, part: ast.AST) -> ast.AST:
    """A node with another part."""
    new = deepcopy(node)
    getattr(new, field)[index] = part
    return new


def passes(folder: Path, tests: list[str]) -> bool:
    """Whether the tests pass in a copy of the project."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    try:
        run = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return run.returncode == 0


def survivors(folder: Path, name: str, tests: list[str]) -> Iterator[str | None]:
    """For each mutant of a file what it is, or None where a test notices it."""
    path = folder / name
    near = [str(test) for place in tests for test in (folder / place).rglob(f"test_{path.stem}*.py")]
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    for old, new in mutants(tree):
        path.write_text(ast.unparse(tree), "utf-8")
        survived = (not near or passes(folder, near)) and passes(folder, tests)
        yield f"{name}:{old.lineno}: {ast.unparse(old)} -> {ast.unparse(new)}" if survived else None
    path.write_text(source, "utf-8")


def main() -> None:
    """Try all mutants of the files, and print those that no test notices."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("files", nargs="+")
    asked.add_argument("--tests", nargs="+", default=TESTS)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "project"
        shutil.copytree(PROJECT, folder, ignore=NOT_COPIED)
        if not passes(folder, options.tests):
            raise SystemExit("The tests fail as they are.")
        for name in options.files:
            noticed = total = 0
            for survivor in survivors(folder, name, options.tests):
                total, noticed = total + 1, noticed + (survivor is None)
                if survivor:
                    print(survivor, flush=True)
            print(f"{name}: {noticed} of {total} mutants noticed")


if __name__ == "__main__":
    main()
