"""The pictures and key tables of the clerk's manual, made from the running program."""
