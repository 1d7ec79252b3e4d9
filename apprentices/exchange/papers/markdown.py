"""A paper as Markdown, for minutes and terminals."""

from collections.abc import Iterator, Sequence

from apprentices.exchange.papers.paper import Grid, Paper, Section

_MARKS = "\\`*_[]<>#|~&"


def paper_markdown(paper: Paper) -> str:
    """The text of a paper."""
    parts = [[f"# {escaped(paper.title)}"], *([escaped(line)] for line in paper.about)]
    for section in paper.sections:
        parts += _section(section)
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def escaped(text: str) -> str:
    """Text of people as Markdown shows it, whatever marks stand in it."""
    return "".join(f"\\{letter}" if letter in _MARKS else letter for letter in text)


def _section(section: Section) -> Iterator[list[str]]:
    yield [f"## {escaped(section.title)}"]
    if section.points:
        yield [f"- {escaped(point)}" for point in section.points]
    for grid in section.grids:
        yield [f"**{escaped(grid.caption)}**"]
        yield [*_grid(grid)]
    yield from ([escaped(note)] for note in section.notes)


def _grid(grid: Grid) -> Iterator[str]:
    rules = ["---", *(["---:" if grid.numbers else "---"] * (len(grid.header) - 1))]
    yield _row([escaped(word) for word in grid.header])
    yield _row(rules)
    yield from (_row([escaped(cell) for cell in row]) for row in grid.rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
