"""Faults that a desk meets: kills, full disks, power cuts, damage, clocks that jump, crowds, slow disks.

One scenario a file, run with small seeded counts by `test_*.py` and with full counts by `python -m tests.faults`.
"""
