"""A paper as a PDF on sheets of A4, with the tags that screen readers go by (PDF/UA-1)."""

import json
from importlib.resources import files
from importlib.util import find_spec

from apprentices.errors import ErrorKind, UsageError
from apprentices.exchange.papers.paper import Paper


def paper_pdf(paper: Paper) -> bytes:
    """The PDF of a paper.

    Raises `UsageError` where typst, which lays it out, is not installed, or has no font for a letter.
    """
    if find_spec("typst") is None:
        raise UsageError("A PDF is laid out by typst, which is not installed here.", ErrorKind.NO_PDF)
    import typst

    template = files("apprentices.exchange.papers").joinpath("paper.typ").read_bytes()
    said = json.dumps(as_data(paper), ensure_ascii=False)
    try:
        made = typst.compile(template, format="pdf", sys_inputs={"paper": said}, pdf_standards="ua-1")
    except typst.TypstError as error:
        raise UsageError(f"The PDF can't be laid out: {error.message}.", ErrorKind.NO_PDF) from error
    return bytes(made)


def as_data(paper: Paper) -> dict[str, object]:
    """All that a paper says, as JSON can hold it."""
    sections = [
        section._asdict() | {"grids": [grid._asdict() for grid in section.grids]}
        for section in paper.sections
    ]
    return paper._asdict() | {"sections": sections}
