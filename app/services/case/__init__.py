"""The one reader: what a matter is now, from its facts as corrected."""
