"""Publishing: the draft as it stands becomes what hosts and apprentices are told."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from apprentices.agreement.differences import differences, of_the_stay
from apprentices.agreement.standing import Standing
from apprentices.deeds import standing_against
from apprentices.errors import ErrorKind, NotPublished, UsageError
from apprentices.news import News, news
from apprentices.rules.catalogue import OFF, RULES, severity_of
from apprentices.rules.said import Name
from apprentices.rules.words import join
from apprentices.signing import not_agreed
from apprentices.store import PUBLISH, Deed
from apprentices.told import Publication, Told, told_of
from apprentices.workspace import Workspace

_UNSIGNED = "SIGN-MISSING"


def publish(
    workspace: Workspace,
    by: str,
    note: str | None = None,
    despite: str | None = None,
    own: str | None = None,
) -> Publication:
    """Freeze the draft as the next publication, in the name of `by`; `own` is the host that has its key here.

    Raises `UsageError` where that isn't the lead host that is named.
    Raises `NotPublished` where nobody is in a placement and nothing was told before, where nothing is told
    otherwise than in the last one; and while conflicts stand or
    sign-offs are missing (see `unsigned`), unless `despite` gives the reason, which is kept with it.
    """

    def step() -> Publication:
        workspace.reload()  # what is published must be what was judged
        _insist_on_the_lead(workspace.lead_host, own)
        rows = told_of(workspace.programme, workspace.board.assignments())
        last = workspace.published
        if not last and not rows:
            raise NotPublished("Nobody is in a placement of the draft yet: there is nothing to publish.")
        if last and not _is_new(last, rows):
            raise NotPublished(f"Nothing is told otherwise than in {last}: there is nothing to publish.")
        conflicts, missing = _against(workspace, rows)
        if (conflicts or missing) and despite is None:
            raise _refusal(conflicts, missing)
        why = despite if conflicts or missing else None
        codes = {"number": last.number + 1 if last else 1, "by": by, "conflicts": conflicts, "why": why}
        deed = Deed(PUBLISH, codes | ({"unsigned": len(missing)} if missing else {}))
        return workspace.store.publish(by, deed, note, rows, why)

    made = workspace.repeated(step)
    workspace.forget()
    return made


def in_the_way(workspace: Workspace) -> str:
    """What the draft is published over for a reason alone, in words; empty where nothing is."""
    conflicts, missing = _against(workspace, told_of(workspace.programme, workspace.board.assignments()))
    return standing_against(conflicts, len(missing))


def _against(workspace: Workspace, rows: Sequence[Told]) -> tuple[int, list[Standing]]:
    told_anew = news(workspace.facts, workspace.published, rows, workspace.today)
    return workspace.checker.conflicts, unsigned(workspace, told_anew)


def _insist_on_the_lead(lead: str | None, own: str | None) -> None:
    if lead and own and own != lead:
        raise UsageError(f"Publications are those of {lead}, the lead host: this copy is {own}'s.")


def unsigned(workspace: Workspace, told_anew: Iterable[News]) -> list[Standing]:
    """The sign-offs that are missing before this is told: each host's for each cycle that it is told anew of.

    Cycles that are over, and hosts to which nobody comes, need none; nor does what SIGN-MISSING, switched off
    or waived, would not tell. A sign-off that is stale is none of these: it is a conflict.
    """
    if severity_of(RULES[_UNSIGNED], workspace.programme.settings) == OFF:
        return []
    waived = workspace.statements.waived(workspace.today)
    places = [
        (host, one.row.cycle)
        for one in told_anew
        for host in one.hosts
        if host in workspace.programme.hosts and one.row.cycle in workspace.board.cycle_index
    ]
    return [
        one
        for one in not_agreed(workspace, places)
        if one.signed is None and str(Name(_UNSIGNED, cycle=one.cycle, host=one.host)) not in waived
    ]


def _is_new(last: Publication, rows: Sequence[Told]) -> bool:
    return last.codes_only or bool(of_the_stay(differences(last.rows, rows)))


def _refusal(conflicts: int, missing: Sequence[Standing]) -> NotPublished:
    against = standing_against(conflicts, len(missing))
    hosts = groupby(sorted(missing, key=lambda one: one.host), lambda one: one.host)
    who = "; ".join(f"{host} has not signed {join(one.cycle for one in there)}" for host, there in hosts)
    kind = ErrorKind.CONFLICTS_STAND if conflicts else ErrorKind.NOT_AGREED
    return NotPublished(f"{against}: the draft is not fit to be published.{f' {who}.' if who else ''}", kind)
