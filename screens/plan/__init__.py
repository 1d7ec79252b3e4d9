"""Planning: options, the planner at work, and what its plan would change."""
