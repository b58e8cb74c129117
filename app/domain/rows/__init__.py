"""The rows the program keeps: one frozen dataclass per table, grouped as clerks speak of them."""
