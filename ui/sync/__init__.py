"""How sync stands and what a person has to look at: conflicts of two desks, and what the hub set aside."""
