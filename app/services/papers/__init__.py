"""Drawing up and issuing papers."""
