"""Many people at one shared database: client processes that decide at once, are killed, and lose their server."""
