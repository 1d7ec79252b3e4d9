"""How fast the computer is just now: quickness is measured against it."""

import subprocess
import sys
import time


def a_start() -> float:
    """The seconds in which a bare Python starts and ends: 0.01 to 0.02 with nothing else to do."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-S", "-c", ""], check=True)
    return time.monotonic() - began
