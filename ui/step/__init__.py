"""办理: the sheet that takes a lawful step with a case, or asks a leader to sign it."""
