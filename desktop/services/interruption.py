"""Ending verbs that are at work in another thread; see `store.interruption`."""

from desktop.store.interruption import Interrupt, carried_through, ended_by, given_up, heed
from desktop.store.problems import Interrupted

__all__ = ["Interrupt", "Interrupted", "carried_through", "ended_by", "given_up", "heed"]
