"""The hub over HTTP: where it listens, its routes, journal, metrics and certificate."""
