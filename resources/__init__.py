"""Where the data files of the program lie, whether it runs from a checkout or from an installed copy."""

from pathlib import Path

ROOT = Path(__file__).parent
