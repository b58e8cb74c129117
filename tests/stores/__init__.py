"""Homes made by earlier builds, each a file that tests/cli/test_earlier_builds.py opens."""
