"""A plan in plain lines: what it comes to and why, and applying that or some of it."""

from collections.abc import Iterable
from functools import partial

from apprentices.board import Place
from apprentices.deeds import sentence
from apprentices.errors import UsageError
from apprentices.planner.merge import merge
from apprentices.planner.proposal import Move
from apprentices.planner.run import Outcome
from apprentices.planning import (
    Findings,
    apply,
    base_of,
    changes_said,
    consider,
    deed_of,
    no_full_plan,
    said,
    to_give,
)
from apprentices.scenarios import insist_on_a_free_name, keep
from plainly.desk import Desk
from plainly.page import UNDO, Item, Letter, Page, letter, nothing_more, stay
from screens.plan.about import about, line_said, moved_said
from screens.plan.commands import PLAN
from screens.plan.outcome import (
    NONE_APPLIED,
    applied,
    applied_part,
    came_of_it,
    figures_said,
    headline_said,
    standing_of,
    trouble_said,
    warning,
)
from screens.shared.phrase import unmarked
from screens.shared.words import outcome as outcome_said

_TAKES_BACK = f"{UNDO} takes them back."


class Proposed:
    """A plan, until it is applied, kept or left."""

    def __init__(self, desk: Desk, outcome: Outcome, stopped: bool) -> None:
        self._desk, self._outcome, self._stopped = desk, outcome, stopped
        self._is_over = False

    def stay(self) -> None:
        """Look at it, and do something with it."""
        stay(self._desk, self._page)

    def _page(self) -> Page | None:
        if self._is_over:
            return None
        outcome, workspace = self._outcome, self._desk.workspace
        self._merged = merge(outcome, base_of(workspace))
        items = [*self._moves(), *self._to_give(), *self._newly_found()]
        return Page("The plan", list(self._told()), items, list(self._letters()))

    # -- what it says

    def _told(self) -> Iterable[str]:
        outcome, merged = self._outcome, self._merged
        yield unmarked(headline_said(outcome, self._stopped))
        if outcome.proposal.trouble:
            yield unmarked(trouble_said(outcome))
        if outcome.found:
            yield ", ".join(figures_said(outcome, standing_of(self._desk.workspace)))
        yield from map(unmarked, came_of_it(outcome, merged))
        yield f"Against the draft: {changes_said(merged.against_draft)}."

    def _to_give(self) -> Iterable[Item]:
        proposal = self._merged.proposal
        heading = to_give(proposal.relax_full, proposal.relax_proved)
        for one in proposal.relax:
            tell = partial(self._desk.talk.tell, about(one, proposal, self._desk.workspace))
            yield Item(said(one), tell, heading)
        if not proposal.relax_full and proposal.relax_proved:
            yield Item(no_full_plan(""), partial(nothing_more, self._desk))

    def _moves(self) -> Iterable[Item]:
        """Those inside notice first, then in order of time; each says its number, which no filter changes."""
        for number, move in enumerate(self._ordered(), 1):
            notice = "Inside a host's notice" if move.inside_notice else "Changes"
            tell = partial(self._desk.talk.tell, about(move, self._merged.proposal, self._desk.workspace))
            yield Item(f"Change {number}: {self._moved(move)}; {move.tag}", tell, notice)

    def _ordered(self) -> list[Move]:
        return sorted(self._merged.against_draft, key=lambda move: not move.inside_notice)

    def _moved(self, move: Move) -> str:
        return moved_said(move, self._desk.workspace.programme)

    def _newly_found(self) -> Iterable[Item]:
        found = Findings.between(self._desk.workspace.findings(), self._outcome.findings).new
        for finding in sorted(found, key=lambda finding: not finding.is_conflict):
            tell = partial(self._desk.talk.tell, about(finding, self._merged.proposal, self._desk.workspace))
            programme = self._desk.workspace.programme
            yield Item(line_said(finding, programme), tell, "New with this plan")

    # -- what is done with it

    def _letters(self) -> Iterable[Letter]:
        if self._merged.against_draft:
            yield letter(PLAN, "plan.apply", self._apply)
            some = letter(PLAN, "plan.mark", self._apply_some, "s")
            yield some._replace(title="Apply only some")
        yield letter(PLAN, "plan.keep", self._keep)
        yield letter(PLAN, "plan.discard", self._discard)

    def _apply(self) -> None:
        self._sure_to_apply(None)

    def _apply_some(self) -> None:
        """Ask which of the changes, name them, and apply these alone."""
        moves = dict(enumerate(self._ordered(), 1))
        answer = self._desk.talk.ask(f"Which changes? Their own numbers, Change 1 to {len(moves)}:")
        words = answer.replace(",", " ").split()
        numbers = {int(word[:9]) for word in words if word.isascii() and word.isdigit()}
        chosen = {number: move for number, move in moves.items() if number in numbers}
        if not chosen:
            raise UsageError("None of these is a number of a change. Nothing was applied.")
        self._desk.talk.say(*(f"Change {number}: {self._moved(move)}" for number, move in chosen.items()))
        places = frozenset(move.place for move in chosen.values())
        self._desk.talk.say(outcome_said(consider(self._desk.workspace, self._merged, places)))
        self._sure_to_apply(places)

    def _sure_to_apply(self, chosen: frozenset[Place] | None) -> None:
        """Apply it; asks first where only some are chosen, the draft is no longer as the planner saw it, or
        something breaks."""
        workspace, talk = self._desk.workspace, self._desk.talk
        alone = consider(workspace, self._merged, chosen) if chosen else None
        what = "these changes" if chosen else "the plan"
        is_grave = self._merged.moved_on or (alone and alone.broke)
        if is_grave:
            talk.say(warning(self._merged, workspace.programme, alone))
        if (chosen or is_grave) and not talk.is_sure(f"Apply {what}{' all the same' if is_grave else ''}?"):
            return
        self._write(chosen)

    def _write(self, chosen: frozenset[Place] | None) -> None:
        """Make the changes, and say what was made."""
        workspace, talk = self._desk.workspace, self._desk.talk
        of = len(self._merged.against_draft)
        merged, consequence = self._desk.try_to(
            lambda: apply(workspace, self._outcome, self._desk.take_in_news, chosen)
        )
        if chosen:
            part = f"{applied_part(merged, of)} {_TAKES_BACK}"
            done = part if merged.against_draft else NONE_APPLIED
            talk.say(f"{done} {outcome_said(consequence)}")
        else:
            said_of_deed = sentence(deed_of(self._outcome, merged.proposal), str)
            talk.say(f"{said_of_deed} {outcome_said(consequence)}", f"{applied(merged)} {_TAKES_BACK}")
        self._is_over = True

    def _keep(self) -> None:
        talk, workspace = self._desk.talk, self._desk.workspace
        name = insist_on_a_free_name(workspace, talk.ask("Under which name is it kept?"))
        self._desk.try_to(partial(keep, workspace, self._outcome, name))
        talk.say(f'Kept as the scenario "{name}".')

    def _discard(self) -> None:
        self._desk.talk.say("The plan was discarded; the draft is as it was.")
        self._is_over = True
