"""Tests mirror the tree; acceptance/ drives the real window from outside; bench/ measures."""
