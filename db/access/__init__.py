"""Keys and passwords: what opens a store, who may, and the keys that accounts and the desk sign with."""
