"""The papers of the window: what stands on each, frozen as plain values before anything is laid out."""
