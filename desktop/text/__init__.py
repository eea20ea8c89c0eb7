"""Wording: domain codes, dates and numbers to sentences. No Qt, so that command line and exports say the same."""
