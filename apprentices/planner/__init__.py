"""The planner: `Problem` in, `Proposal` out. Solvers are only ever loaded in child processes."""

CHILD = "planner-child"  # what a frozen program is called with to be the planner's child; see `parent.py`
