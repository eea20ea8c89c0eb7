"""信息填报: the form of one application."""
