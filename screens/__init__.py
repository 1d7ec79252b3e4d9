"""The terminal app (Textual). It is handed a workspace and never sees the database behind it."""
