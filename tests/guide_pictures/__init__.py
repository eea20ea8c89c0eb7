"""The pictures of the user guide, taken from the real windows: `python -m tests.guide_pictures [FOLDER]`."""
