"""The same visits sent and fetched by PouchDB and by Anki, beside ours (``make bench-peers``)."""
