"""The page of publications: what was told when, by whom; and publishing the draft."""

from collections.abc import Iterator

from apprentices.agreement.differences import in_words
from apprentices.calendar import say
from apprentices.handing_out import KEPT, HandOut, notice_in_words
from apprentices.publishing import in_the_way, publish
from apprentices.rules.words import count
from apprentices.statements import Ending, SignOff
from apprentices.told import Head, Publication, Told
from apprentices.workspace import Workspace
from screens.shared.copy_of import own_host_of
from screens.shared.looks import WARNING
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import phrase
from screens.shared.to_say import ToSay, asked


def about_publication(head: Head) -> list[Paragraph]:
    """One publication: who made it, and what was said of it."""
    told = [
        Paragraph((phrase((f"Publication {head.number}", "bold")), phrase(count(head.count, "assignment")))),
        Paragraph((phrase(f"{say(head.at.astimezone().date())}, by {head.by}"),)),
    ]
    if head.note:
        told.append(Paragraph((phrase(head.note),)))
    if head.despite:
        reason = phrase(
            (f"{WARNING} ", "$text-warning"),
            ("Published despite what stood in the way: ", "$text-warning"),
            head.despite,
        )
        told.append(Paragraph((reason,)))
    if head.codes_only:
        told.append(Paragraph((phrase("Only codes were kept of it."),)))
    return told


def who_was_told(workspace: Workspace, number: int) -> str:
    """Who is told what anew by a publication: the hosts, then the apprentices."""
    made = HandOut(workspace, workspace.publication(number))
    if number == 1:
        return "\n".join(_told_first(made, workspace.publication(number)))
    return "\n".join(_told_anew(made)) or f"Nothing is told otherwise than in {made.since}."


def _told_first(made: HandOut, publication: Publication) -> Iterator[str]:
    hosts, people = count(len(made.hosts), "host"), count(len(made.people), "apprentice")
    yield f"All of it is new: {hosts} and {people} have to be told."
    for host in made.hosts:
        coming = {one.row.apprentice for one in made.news if host in one.hosts}
        yield f"Tell {host}: {count(len(coming), 'person comes', 'people come')}."
    told: dict[str, list[Told]] = {}
    for row in publication.rows:
        told.setdefault(row.apprentice, []).append(row)
    for code in made.people:
        stays = (f"{row.cycle} {row.team or row.placement} ({row.host})" for row in told[code])
        yield f"Tell {told[code][0].name or code}: {', '.join(stays)}."


def _told_anew(made: HandOut) -> Iterator[str]:
    for host in made.changed_hosts:
        yield f"Tell {host}:"
        for one in made.news:
            if host in one.hosts:
                name = one.row.name or one.row.apprentice
                words = f"{one.row.cycle} {name}: {in_words(one.difference, host)}"
                yield _with_notice(words, notice_in_words(one, host))
        yield ""
    for one in made.news:
        words = f"Tell {one.row.name or one.row.apprentice}: {one.row.cycle} {in_words(one.difference, None)}"
        yield _with_notice(words, notice_in_words(one, None))


def _with_notice(words: str, notice: str) -> str:
    return f"{words}." if notice in ("", KEPT) else f"{words}; {notice}."


def to_publish(workspace: Workspace) -> ToSay:
    """Somebody publishes the draft; what stands in the way is told, and published over for a reason alone."""
    last = workspace.published
    number = last.number + 1 if last else 1
    against = in_the_way(workspace)
    words = [
        f"The draft as it stands becomes publication {number}: what hosts and apprentices are told.",
        f"{against}. To publish all the same, say why; that is kept with it."
        if against
        else "Nothing stands in the way.",
    ]

    def say_it(by: str, note: str | None, despite: str | None) -> Publication:
        return publish(workspace, by, note, despite, own_host_of(workspace))

    fields = asked(SignOff, "by", "note") | asked(Ending, despite="why")
    fields["by"] = fields["by"]._replace(title="Who publishes")
    fields["despite"] = fields["despite"]._replace(title="Despite that", needed=False)

    return ToSay("Publish the draft", words, fields, "publish", say_it, overruled_by="despite")
