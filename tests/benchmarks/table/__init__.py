"""The parts of the benchmark of the applications table."""
