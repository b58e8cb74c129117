"""The packages of make dist, installed into bare systems (make dist-test)."""
