"""The registration screen: who came, with what, and the slip."""
