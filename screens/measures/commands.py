"""What can be done among the measures: keys and words."""

from screens.shared.command import Command
from screens.shared.moves import steps

MEASURES = (
    Command(
        "measures.later", "y", "Next year", "The year after this, 1 April to 31 March.", footer="next year"
    ),
    Command("measures.earlier", "Y", "Year before", "The year before this.", footer="year before"),
    Command(
        "measures.period", "f", "Other days", "Choose first and last day of the period.", footer="other days"
    ),
    Command(
        "measures.write",
        "w",
        "Write to a file",
        "Write the figures of this period to a CSV file, what is hidden left hidden.",
        footer="write CSV",
    ),
    Command("measures.panel", "space", "Larger panel", "Give the panel more room, or less again."),
    *steps("measures"),
)
