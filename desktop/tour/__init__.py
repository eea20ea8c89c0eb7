"""Drives the real window through the main job as a person would, and photographs what there is to see."""
