"""The rules and use cases of a petition reception centre; imports no Qt, no SQL, no sockets."""
