"""The screen of the findings."""
