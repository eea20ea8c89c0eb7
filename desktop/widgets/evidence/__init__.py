"""The evidence pane: one document beside its claims, page by page. Knows pages and places, nothing of applications."""
