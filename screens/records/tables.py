"""Which tables the two screens of lists have, in the order of their tabs."""

OF_PEOPLE = ("apprentices", "clearances", "absences", "preferences", "exclusions", "separations", "travel")
OF_PLACEMENTS = (
    "placements",
    "hosts",
    "cycles",
    "standards",
    "closures",
    "seats",
    "requirements",
    "sequence",
    "settings",
)
