"""The roster page: which leader is on duty on which day of a month."""
