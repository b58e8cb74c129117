"""Mutated messages of each kind, at the hub and at a desk: refused or judged, never a fault (make attack)."""
