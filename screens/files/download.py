"""What is handed out in a browser: it takes the file, and keeps it where its user wants downloads."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.app import App

from apprentices.exporting import Content

EARLIEST = (1980, 1, 1, 0, 0, 0)  # that an archive can say; the same files make the same archive


def download(app: App[Any], title: str, contents: Mapping[Path, Content]) -> str:
    """Hand the browser a file as it is, or several in one archive; returns its name."""
    if len(contents) == 1:
        ((path, content),) = contents.items()
        name, data = path.name, _bytes(content)
    else:
        name, data = f"{re.sub('[^a-z]+', '-', title.lower())}.zip", _archive(contents)
    app.deliver_binary(io.BytesIO(data), save_filename=name)
    return name


def _archive(contents: Mapping[Path, Content]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in contents.items():
            archive.writestr(zipfile.ZipInfo(path.name, EARLIEST), _bytes(content), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _bytes(content: Content) -> bytes:
    return content if isinstance(content, bytes) else content.encode()
