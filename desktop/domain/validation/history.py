"""What the workspace knows of a person's earlier applications."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class History:
    """The days (Asia/Shanghai) of the person's last success and last failure, None if there was none."""

    last_approved: date | None = None
    last_terminated: date | None = None
