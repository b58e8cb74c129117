"""The page that brings in an old ledger: columns, rows, what F9 will do, batches that can be taken back."""
