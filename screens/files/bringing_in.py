"""The ways in: a place is chosen, what is there is told apart, and its preview is shown."""

from pathlib import Path
from typing import Any

from textual.screen import Screen

from apprentices.exchange.kinds import ENDINGS, PARCEL_ENDING, Holds, kind_of, tables_in
from apprentices.rules.words import count
from screens.files.picker import Picker, Wanted
from screens.files.places import here
from screens.shared.the_app import TheApp


def offered(path: Path) -> str | None:
    """A folder that has files of a programme can be taken as a whole."""
    try:
        found = len(tables_in(path)) if path.is_dir() else 0
    except OSError:
        return None
    return f"Import this folder: {count(found, 'table')} of a programme" if found else None


WANTED = Wanted(
    "Import a folder, a workbook, a CSV file or a parcel",
    (*ENDINGS, PARCEL_ENDING),
    offered,
    f"Import takes a folder of CSV files, a workbook (.xlsx), a CSV file or a parcel ({PARCEL_ENDING}).",
)


def bring_in(screen: Screen[Any], frame: TheApp) -> None:
    """Have something imported: where it is, what it would do, and then that."""

    def picked(path: Path | None) -> None:
        if path is not None:
            frame.folder = path.parent
            show(screen, frame, path)

    screen.app.push_screen(Picker(WANTED, frame.folder or here()), picked)


def show(screen: Screen[Any], frame: TheApp, path: Path) -> None:
    """Show what a file or folder would do."""
    from screens.files.import_preview import ImportPreview  # with all that reads files

    kind = kind_of(path)
    if kind is Holds.PARCEL:
        from screens.files.parcel_preview import ParcelPreview

        screen.app.push_screen(ParcelPreview(frame, path))
    else:
        screen.app.push_screen(ImportPreview(frame, path, dfe=kind is Holds.PEOPLE))
