"""The schema's history, for Alembic. Revisions import nothing of the program but `statements`: what they run is frozen.

A trigger that changes gets its new text in the new revision's folder under `sql/`; the old one stays as it is.
"""
