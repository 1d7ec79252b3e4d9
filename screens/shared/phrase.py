"""Words with how they look, before anything draws them: for panels, plain mode and reading aloud."""

from collections.abc import Iterable

from apprentices.text import shown
from screens.shared.command import Way
from screens.shared.looks import CONFLICT, HOST_COLOUR, PINNED, WAIVED, WARNING

# As a mark that stands alone is read; behind that of a pin, there are words.
MARKS = {CONFLICT: "Conflict: ", WARNING: "Warning: ", WAIVED: "Waived: ", PINNED: ""}
# Letters, letters and the style that a screen gives them, or a key to go on with and what it does.
Piece = str | tuple[str, str] | Way
Phrase = tuple[Piece, ...]  # what is said in one line


def phrase(*pieces: Piece) -> Phrase:
    """One line from pieces."""
    return pieces


def clean(letters: str) -> str:
    """The letters as `shown` has them, but with the blanks that lay them out."""
    return letters if letters.isprintable() else " ".join(map(shown, letters.split(" ")))


def letters_of(said: Phrase) -> str:
    """What a phrase says, without how it looks."""
    return "".join(clean(_letters(piece)) for piece in said)


def _letters(piece: Piece) -> str:
    match piece:
        case Way():
            return piece.words
        case (letters, _):
            return letters
        case _:
            return piece


def aloud(said: Phrase) -> str:
    """A phrase as it is read aloud: marks by name, and neither symbols of hosts nor blanks of a layout."""
    heard = (piece for piece in said if not _is_symbol(piece))
    return " ".join(letters_of(tuple(map(_named, heard))).split())


def unmarked(said: Phrase) -> str:
    """A phrase as it is read aloud without a mark in front of it that only catches the eye."""
    first = letters_of(said[:1]).strip()
    return aloud(said[1:] if len(first) == 1 and not first.isalnum() else said)


def in_words(line: str) -> str:
    """A line with arrows in words: some screen readers leave signs out."""
    return line.replace(" → ", " to ")


def _is_symbol(piece: Piece) -> bool:
    return isinstance(piece, tuple) and not isinstance(piece, Way) and piece[1].startswith(HOST_COLOUR)


def _named(piece: Piece) -> str:
    letters = _letters(piece)
    return MARKS.get(letters.strip(), letters)


def in_a_row(several: Iterable[Phrase]) -> str:
    """Several phrases in one line, read aloud."""
    return ", ".join(filter(None, map(aloud, several)))
