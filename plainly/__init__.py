"""The app as numbered lines and questions, for screen readers and braille displays."""
