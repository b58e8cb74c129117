"""The lists of cases (台账): put on, noted, taken off; read, counted and written as sheets."""
