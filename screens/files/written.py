"""What was written to files, in words: for the dialog and for plain lines."""

from collections.abc import Sequence
from pathlib import Path

from apprentices.exporting import Files
from apprentices.rules.words import count

NOTHING = "Nothing was written"
YOURS_ALONE = "nobody else on this computer can read them."
NAMED = 8  # files that are named; the rest are counted


def named(paths: Sequence[Path]) -> str:
    """The first few by name, a line each, and how many more there are."""
    more = len(paths) - NAMED
    names = [path.name for path in paths[:NAMED]] + ([f"and {more:,} more"] if more > 0 else [])
    return "\n".join(f"  {name}" for name in names)


def why_nothing(files: Files) -> str:
    """Why none of these files was written."""
    return files.left_out or "Nothing would be in it."


def written(files: Files, paths: Sequence[Path], where: str, private: str) -> list[str]:
    """What was written of these files, and what was not, in paragraphs.

    `where` says in words to which place, `private` who may read files that hold personal data.
    """
    said = [f"{count(len(paths), 'file')} of {files.of}, {where}:\n{named(paths)}"]
    if len(paths) < len(files.make):
        said.append(f"Not written, since nothing would be in them: {len(files.make) - len(paths)}.")
    if files.left_out:
        said.append(f"Not written: {files.left_out}")
    if files.private:
        said.append(f"They hold personal data: {private}")
    return said
