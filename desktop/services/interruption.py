"""Ending verbs that are at work in another thread; see `store.interruption`."""

from desktop.store.interruption import Interrupt, ended_by, heed

__all__ = ["Interrupt", "ended_by", "heed"]
