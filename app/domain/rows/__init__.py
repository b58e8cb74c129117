"""The rows the program keeps: one kind of values per table, grouped as clerks speak of them."""
