"""One use case per file: the list of files is the list of what the program can do."""
