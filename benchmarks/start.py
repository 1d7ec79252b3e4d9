"""What `check` on the pilot costs as a whole process, against importing click and sqlite3 alone.

    .venv/bin/python benchmarks/start.py

CPU seconds of the child processes, the best of so many runs, in turns so that both see the same machine.
Compiled modules are kept, as for any installed program, whatever the environment says.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from apprentices.commands.demo import make_demo

RUNS = 40
BARE = [sys.executable, "-c", "import click, sqlite3"]


def cpu_seconds(command: list[str], environment: dict[str, str]) -> float:
    """User and system time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Print both figures and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "pilot.db"
        make_demo(database)
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        script = str(Path(sys.executable).parent / "apprentices")
        check = [script, "check", "--db", str(database), "--json"]
        times = [(cpu_seconds(BARE, environment), cpu_seconds(check, environment)) for _ in range(RUNS)]
    bare, whole = (min(column) for column in zip(*times, strict=True))
    print(
        f"bare: {bare * 1000:.0f} ms   check: {whole * 1000:.0f} ms   ratio: {whole / bare:.2f} (at most 3)"
    )


if __name__ == "__main__":
    main()
