"""Receptions of any form: planned from their lines, checked, stored with what follows."""
