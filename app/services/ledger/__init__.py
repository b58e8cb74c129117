"""Old ledgers of visits: read, judged row by row, stored, taken back."""
