"""The windows and pages: what a signed-in person works in."""
