"""Rotating apprenticeships: one programme, several employers, a plan that works."""

__version__ = "0.1.0"
