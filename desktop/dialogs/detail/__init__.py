"""The detail dialog: one application, its evidence beside its claims, and the decision. One file per part of it."""
