"""Figures: which visits count, rates, the text of a report and its chart."""
