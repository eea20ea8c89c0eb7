"""Ids are made by whoever writes, so that a repeated write is recognised."""

from uuid import uuid4


def new_id() -> str:
    """36 characters, random."""
    return str(uuid4())
