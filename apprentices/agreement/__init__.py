"""What people say about the plan: what they were told, and what they answer."""
