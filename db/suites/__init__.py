"""The one room of algorithms: a suite hashes, signs and wraps; what is stored names its suite."""
