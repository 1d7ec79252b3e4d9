"""The planner: `Problem` in, `Proposal` out. Solvers are only ever loaded in child processes."""
