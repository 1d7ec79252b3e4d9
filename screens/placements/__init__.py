"""Teams, hosts, cycles, standards, and what rotations must contain."""
