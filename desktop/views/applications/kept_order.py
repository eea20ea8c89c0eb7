"""The order in which an account sorted its lists last, kept in the settings."""

from dataclasses import replace

from PySide6.QtCore import QSettings

from desktop.services.rows import ApplicationQuery, ApplicationSort


class KeptOrder:
    """One account's order; nothing else of a query is kept."""

    def __init__(self, settings: QSettings, account_id: str) -> None:
        self._settings = settings
        self._key = f"applications/order_{account_id}"

    def keep(self, query: ApplicationQuery) -> None:
        """Remember the order of `query`."""
        self._settings.setValue(self._key, f"{query.sort} {'down' if query.descending else 'up'}")

    def applied_to(self, query: ApplicationQuery) -> ApplicationQuery:
        """`query` in the order that is kept, if any."""
        key, _, direction = str(self._settings.value(self._key, "")).partition(" ")
        if key not in set(ApplicationSort):
            return query
        return replace(query, sort=ApplicationSort(key), descending=direction == "down")
