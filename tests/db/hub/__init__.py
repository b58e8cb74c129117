"""Tests of the hub, each on both databases."""
