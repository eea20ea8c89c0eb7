"""Choosing a workspace and signing in to it."""
