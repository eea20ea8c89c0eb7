"""Attacks on a shared database: raw SQL as every kind of login, which must get no further than in the window."""
