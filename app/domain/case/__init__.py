"""The life of a case: everything that is computed of a matter from its facts, by pure functions."""
