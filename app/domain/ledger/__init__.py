"""An old ledger of visits: which heading is which field, and what a cell says."""
