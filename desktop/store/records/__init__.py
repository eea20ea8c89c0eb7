"""Writing, by subject: each function is part of its caller's `Store.write()`, and the triggers have the last word."""
