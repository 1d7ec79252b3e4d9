"""Names that would leave no room for what is said of them: they are cut, and the facts stay in sight."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rich.cells import cell_len

from apprentices.programme import Programme
from screens.shared.command import Way
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import Phrase, Piece
from screens.shared.words import fit

MOST = 60  # columns of a name in a paragraph


def with_names_cut(paragraphs: Sequence[Paragraph], programme: Programme) -> list[Paragraph]:
    """The paragraphs, each long name of the programme in them cut with an ellipsis."""
    names = _cut(programme)
    if not names:
        return [*paragraphs]
    return [one._replace(parts=tuple(_said(part, names) for part in one.parts)) for one in paragraphs]


def _said(said: Phrase, names: Mapping[str, str]) -> Phrase:
    return tuple(_piece(piece, names) for piece in said)


def _piece(piece: Piece, names: Mapping[str, str]) -> Piece:
    if isinstance(piece, Way):
        return piece  # names nobody
    letters = piece if isinstance(piece, str) else piece[0]
    for name, cut in names.items():
        letters = letters.replace(name, cut)
    return letters if isinstance(piece, str) else (letters, piece[1])


@lru_cache(maxsize=1)
def _cut(programme: Programme) -> Mapping[str, str]:
    """By long name, what stands in its place; whole names come before those that are a part of them."""
    long = {name for name in _names(programme) if name and cell_len(name) > MOST}
    return {name: fit(name, MOST).rstrip() for name in sorted(long, key=len, reverse=True)}


def _names(programme: Programme) -> Iterator[str | None]:
    for person in programme.apprentices.values():
        yield from (person.name, person.given_names, person.family_name)
    for team in programme.placements.values():
        yield from (team.team, team.site, team.supervisor)
    for host in programme.hosts.values():
        yield from (host.name, host.sponsor, host.hr_lead)
    for standard in programme.standards.values():
        yield standard.title
