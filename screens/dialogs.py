"""All dialogs, for what looks at the commands of each: keys of somebody's own, and the page of keys."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from screens.shared.dialog import Dialog

_NAMES = (  # module:class, imported when somebody asks
    "screens.board.chooser:Chooser",
    "screens.board.swapping:SwapChooser",
    "screens.shared.form:Form",
    "screens.people.page:Page",
    "screens.records.pasting:PastePreview",
    "screens.records.leaving:Leaving",
    "screens.shared.saying:Saying",
    "screens.shared.pick:Pick",
    "screens.plan.scenarios:Scenarios",
    "screens.plan.scenarios:Naming",
    "screens.files.picker:Picker",
    "screens.files.import_preview:ImportPreview",
    "screens.files.parcel_preview:ParcelPreview",
    "screens.files.handing_out:HandingOut",
    "screens.shared.working:Working",
    "screens.shared.palette:Palette",
    "screens.shared.help:HelpScreen",
    "screens.shared.question:Question",
    "screens.shared.question:GraveQuestion",
    "screens.shared.question:Problem",
    "screens.shared.question:Reading",
    "screens.in_lines:InLines",
    "screens.waiting:Waiting",
    "screens.checking:Checking",
    "screens.gone:Gone",
)


def dialogs() -> "Iterator[type[Dialog[Any]]]":
    """Each of them, in the order in which people meet them."""
    for name in _NAMES:
        module, _, kind = name.partition(":")
        found: type[Dialog[Any]] = getattr(import_module(module), kind)
        yield found
