"""The database: SQLite behind the `Store` protocol of `apprentices/store.py`."""
