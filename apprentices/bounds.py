"""The most that numbers and texts of a programme can mean; what is more is a slip of the pen."""

SEATS, CYCLES, POINTS = 10_000, 1_000, 1_000
WEEK, DAY, DAY_MINUTES = 168, 24, 1_440  # hours and minutes
WEEK_DAYS = 7
NOTICE_WEEKS, LEVEL, MONTHS = 104, 8, 120
TRAINING_HOURS = 9_999  # as the Apprenticeship Service has it
YOUNGEST, OLDEST = 14, 100
HOURLY_PAY = 1_000
NOTE = 2_000  # characters of a text that explains something
