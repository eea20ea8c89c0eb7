"""通知公告: the room in which a department writes and publishes notices."""
