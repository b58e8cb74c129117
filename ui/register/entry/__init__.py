"""What is typed about one visit: fields, form, people, judgement; and how the keys move among it."""
