"""`report`: the page for sponsors and boards, and the decision paper for a sponsor."""

from pathlib import Path

import click

from apprentices.commands.command import Command
from apprentices.commands.printing import print_json, say
from apprentices.commands.session import Session
from apprentices.errors import UsageError
from apprentices.exchange.papers.paper import Paper
from apprentices.names import find_host_and_cycle

_ENDINGS = (".html", ".md", ".pdf")


@click.command("report", cls=Command, example="report -o report.html")
@click.option(
    "-o",
    "output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write this .html, .md or .pdf file.",
)
@click.option(
    "--decision",
    nargs=2,
    metavar="HOST CYCLE",
    help="The paper for the host's sponsor, to decide whether it agrees to the cycle.",
)
@click.pass_obj
def report_command(session: Session, output: Path | None, decision: tuple[str, str] | None) -> None:
    """Write the report for sponsors and boards, or a decision paper for the sponsor of a host.

    The report says who has agreed to what, what blocks and who decides, the measures, and the decisions that
    are asked for. It names no apprentice. Without a file it is printed as Markdown. A PDF asks for the extra
    `pdf`.
    """
    from apprentices.deciding import decision_paper
    from apprentices.exchange.papers.pdf import as_data
    from apprentices.reporting import report

    _refuse_other_endings(output)
    with session.workspace() as workspace:
        paper = (
            decision_paper(workspace, *find_host_and_cycle(workspace.programme, *decision))
            if decision
            else report(workspace)
        )
    if output:
        from apprentices.exchange.files import write_file

        write_file(output, _laid_out(paper, output.suffix.casefold()))
        say(f"Wrote {paper.title} to {output}.", err=True)
    if session.json:
        print_json(as_data(paper))
    elif not output:
        from apprentices.exchange.papers.markdown import paper_markdown

        for line in paper_markdown(paper).splitlines():
            say(line)


def _refuse_other_endings(output: Path | None) -> None:
    if output and output.suffix.casefold() not in _ENDINGS:
        raise UsageError(f"{output}: name a file that ends in .html, .md or .pdf.")


def _laid_out(paper: Paper, ending: str) -> str | bytes:
    if ending == ".pdf":
        from apprentices.exchange.papers.pdf import paper_pdf

        return paper_pdf(paper)
    if ending == ".md":
        from apprentices.exchange.papers.markdown import paper_markdown

        return paper_markdown(paper)
    from apprentices.exchange.papers.html import paper_page

    return paper_page(paper)
