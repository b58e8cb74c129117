"""What a petition reception is and does; knows no Qt, no SQL, no sockets."""
