"""How papers are laid out: each form says the same, and text of people stays text."""

from html.parser import HTMLParser
from io import BytesIO

import pytest
from pypdf import PdfReader

from apprentices.errors import UsageError
from apprentices.exchange.papers.html import paper_page
from apprentices.exchange.papers.markdown import paper_markdown
from apprentices.exchange.papers.paper import Grid, Paper, Section
from apprentices.exchange.papers.pdf import paper_pdf

NASTY = [
    "<script>alert(1)</script>",
    "Bo [/x] *bold* _it_ | #1",
    "Zoë Łukasz-Ó Dálaigh",
    "= heading $x$ \\ @a",
]
PAPER = Paper(
    f"Report: {NASTY[0]}",
    (NASTY[1],),
    (
        Section("State", [NASTY[2], NASTY[3]], [Grid("A table", ["Host", "C1"], [[NASTY[1], NASTY[0]]])]),
        Section("Figures", grids=[Grid("Numbers", ["Of", "All"], [["seats", "1,234"]], True)], notes=["* x"]),
    ),
)


class Read(HTMLParser):
    """The text of a page, its tags in order, and what stands in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.texts.append(data)


def said() -> list[str]:
    """Every text of the paper, in the order in which it is read."""
    found = [PAPER.title, *PAPER.about]
    for section in PAPER.sections:
        found += [section.title, *section.points]
        for grid in section.grids:
            found += [grid.caption, *grid.header, *(cell for row in grid.rows for cell in row)]
        found += section.notes
    return found


def test_the_page_says_all_of_it_in_order_and_runs_nothing() -> None:
    page = Read(paper_page(PAPER))
    body = page.texts[page.texts.index(PAPER.title) + 1 :]  # the first is the title of the window
    texts = [text for text in body if not text.startswith("\n@page")]
    assert texts == said()
    names = [name for name, _ in page.tags]
    assert "script" not in names
    assert [name for name in names if name in ("h1", "h2")] == ["h1", "h2", "h2"]
    # One heading cell a column and one a row, and each says of what.
    scopes = [attributes.get("scope") for name, attributes in page.tags if name == "th"]
    assert scopes == ["col", "col", "row", "col", "col", "row"]


def test_markdown_escapes_every_mark() -> None:
    text = paper_markdown(PAPER)
    assert "# Report: \\<script\\>alert(1)\\</script\\>\n" in text
    assert "| Bo \\[/x\\] \\*bold\\* \\_it\\_ \\| \\#1 | \\<script\\>alert(1)\\</script\\> |\n" in text
    assert "| Of | All |\n| --- | ---: |\n| seats | 1,234 |\n" in text


def test_the_pdf_says_all_of_it_and_is_tagged() -> None:
    read = PdfReader(BytesIO(paper_pdf(PAPER)))
    text = " ".join("".join(page.extract_text() for page in read.pages).split())
    for line in said():
        assert " ".join(line.split()) in text
    assert read.metadata is not None
    assert read.metadata.title == PAPER.title
    assert read.root_object["/MarkInfo"]["/Marked"]
    assert read.root_object["/Lang"] == "en-GB"


def test_long_words_stay_in_every_form() -> None:
    word = "W" * 200
    paper = Paper(word, (), (Section(word, [word], [Grid(word, [word], [[word]])]),))
    assert word in paper_page(paper)
    assert word in paper_markdown(paper)
    assert len(PdfReader(BytesIO(paper_pdf(paper))).pages) == 1


def test_a_letter_without_a_font_is_told() -> None:
    with pytest.raises(UsageError, match="could not be displayed"):
        paper_pdf(Paper("\U0001f9d9", (), ()))
