"""The screen of all changes."""
