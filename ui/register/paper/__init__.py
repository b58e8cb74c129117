"""After saving: the number to read aloud, the slip, its preview, characters without a font."""
