"""Outside-driven tests: a real window, a real printer, a real database, a real browser."""
