"""The messages that a desk and its hub exchange, and the rules by which both of them judge what came."""
