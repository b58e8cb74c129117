"""督办台账: what is owed in every case, the nearest first; reminders, answers, signatures."""
