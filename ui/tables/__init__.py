"""Tables: columns, sorting, rows that are fetched while one scrolls; for ledger, lists and figures."""
