"""Pages and photographs of a case: put to it, listed, opened, taken off."""
