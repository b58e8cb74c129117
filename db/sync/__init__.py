"""A desk's end of sync: one file per step, driven by round.py, in the background by runner.py."""
