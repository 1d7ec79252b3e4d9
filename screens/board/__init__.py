"""The board: who is where when, by apprentice or by host and team."""
