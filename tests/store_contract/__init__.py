"""Every promise of `apprentices/store.py`, kept by the database and by the store in memory."""
