"""Papers laid out for real, decoded and read back."""
