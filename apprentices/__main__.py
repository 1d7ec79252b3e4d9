"""The program, as `python -m apprentices` starts it."""

from apprentices.commands import main

main()
