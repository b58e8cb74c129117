"""The registration screen laid out: panels of fields, groups that fold, the row of errors."""
