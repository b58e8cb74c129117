"""各种台账: the lists of cases, further pages of the ledger; a kind at a time."""
