"""Shared measures: counted one way for all hosts, with small counts hidden before anybody sees them."""
