"""Putting papers on paper: the print queue and its printers."""
