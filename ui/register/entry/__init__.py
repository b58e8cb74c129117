"""The entry keeps one visit as typed: fields, form, people, judgement; and the order of its keys."""
