"""Requests that wait for a 带班领导's signature: read, checked, decided, recalled."""
