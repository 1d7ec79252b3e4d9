"""Plain lines on a day that never changes."""

from tests.screens.conftest import clock as clock
