"""The exit codes of the command line; a fault of the program itself has its own (`faults.CODE`)."""

DONE = 0
NO = 1  # done, and the answer is "no": conflicts stand, no full plan, not published
BAD_USAGE = 2  # or bad input; nothing was changed
UNUSABLE = 3  # the database can't be used; nothing is lost
STOPPED = 130  # by the user
