"""The measurements of ``main.py bench``: each beside its peer, as ratios of one run."""
