"""What people reported of other programs, asked of this one.

Each test is a report, with its public address, on a program of this kind or on what such programs are built
of, put to a small programme through the program's own doors; what is right was worked out by hand. Others
stand beside tests that ask the same of more: brackets in a name in `tests/screens/test_plain.py`, and many
people for services that ask for fewest in `tests/apprentices/planner/search/test_floors.py`.
"""
