"""The planner's child, as Python starts it; see `parent.py`."""

from apprentices.planner.child import main

main()
