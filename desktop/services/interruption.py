"""Ending verbs that are at work in another thread; see `store.interruption`."""

from desktop.store.interruption import Interrupt, carried_through, ended_by

__all__ = ["Interrupt", "carried_through", "ended_by"]
