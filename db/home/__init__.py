"""The home folder: made, kept together with its store, tidied; how far the store has come is noted there."""
