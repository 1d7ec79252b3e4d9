"""All findings, grouped by rule; enter goes to the cell."""

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from apprentices.rules.catalogue import RULES
from apprentices.rules.said import Finding
from screens.board.screen import show_on_board
from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.listing import ListingScreen
from screens.shared.paragraph import Paragraph, finding_said, onward
from screens.shared.rows import Line, RowList, moves
from screens.shared.words import MARKS, fit, marked


def _has_line(screen: "FindingsScreen") -> bool:
    return screen.rows.value is not None


FINDINGS = (
    Command(
        "findings.jump",
        "enter",
        "Go to the cell",
        "Show the finding on the board, where it can be mended.",
        footer="go to the cell",
        when=_has_line,
    ),
    *moves("findings"),
)


class FindingsScreen(ListingScreen[Finding]):
    """What the rules say."""

    DECLARED = FINDINGS
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def lines(self) -> list[Line[Finding]]:
        """A heading for each rule, then its findings; last, under one heading each, what is waived and what
        can't be judged yet."""
        lines: list[Line[Finding]] = []
        findings = self.workspace.findings()
        breaches = (f for f in findings if f.judged and not f.waived)
        for (severity, rule), group in groupby(breaches, key=lambda f: (f.severity, f.rule)):
            found = list(group)
            mark = MARKS[severity]
            style = "bold $text-error" if mark == "!" else "bold $text-warning"
            lines.append(
                Line(
                    plain.text(
                        (f" {mark} ", style), (f"{rule} ", "bold"), f"{RULES[rule].says} ({len(found)})"
                    )
                )
            )
            lines += (Line(plain.text(f"   {fit(f.cycle or '', 5)} {f.problem}"), f) for f in found)
        lines += _under("Waived", [f for f in findings if f.waived])
        lines += _under("Can't be judged yet", [f for f in findings if not (f.judged or f.waived)])
        return lines or [Line(plain.text(" No findings: no rule has anything to say."))]

    def about(self, value: Finding) -> list[Paragraph]:
        """The finding, what follows from it and who acts next, and what the rule is for."""
        rule = RULES[value.rule]
        told = [Paragraph(tuple(finding_said(value)), joined=False)]
        if further := tuple(onward(value)):
            told.append(Paragraph(further, joined=False))
        return [*told, Paragraph((plain.text(rule.help),))]

    @on(RowList.Chosen)
    async def action_jump(self) -> None:
        """Go to the board, to the cell that the finding is about."""
        finding = self.rows.value
        if finding is not None:
            await show_on_board(self.app, finding)


def _under(heading: str, findings: list[Finding]) -> Iterator[Line[Finding]]:
    """Findings under a heading that calls nothing broken."""
    if findings:
        yield Line(plain.text((f" {heading} ({len(findings)})", "bold")))
    for f in findings:
        place = f" {marked(f)[0]} {fit(f.cycle or '', 5)} "
        yield Line(plain.text(place, (f"{f.rule} ", "bold"), f.problem), f)
