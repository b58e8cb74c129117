"""Desks and a hub on a virtual network: whole histories from one seed, checked for lost and doubled lines."""
