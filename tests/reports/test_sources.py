"""Each report has its address."""

import ast
from pathlib import Path

HERE = Path(__file__)


def test_every_report_says_where_it_stands() -> None:
    tests = [
        node
        for path in HERE.parent.glob("test_*.py")
        if path != HERE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    ]
    assert [test.name for test in tests if not (ast.get_docstring(test) or "").startswith("https://")] == []
    assert len(tests) > 10
