"""The demo's only source of chance: generators seeded by what they decide, so that each part can be made on its own."""

import random


def chance(*about: object) -> random.Random:
    """A generator that draws the same for the same subject, in every process and on every machine."""
    return random.Random("/".join(map(str, about)))
