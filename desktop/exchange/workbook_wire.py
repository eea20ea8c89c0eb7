"""What the process that writes a workbook is told and answers: one JSON text a line, in ASCII.

First the order, then lists of rows, then null; the answer is one line.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.domain.clock import from_milliseconds, to_milliseconds
from desktop.exchange.applications_workbook import Cell, SheetColumn, WorkbookLabels

END = b"null\n"


@dataclass(frozen=True, slots=True)
class Order:
    """`file` lies in `folder`, which holds what else is needed and goes when the writer is left alone."""

    file: Path
    folder: Path
    columns: tuple[SheetColumn, ...]
    labels: WorkbookLabels
    rows_a_sheet: int


@dataclass(frozen=True, slots=True)
class Answer:
    """`failure` is the number of the operating system's error, 0 where the workbook is complete."""

    sheets: int
    failure: int = 0


def order_line(order: Order) -> bytes:
    labels = {**asdict(order.labels), "created": to_milliseconds(order.labels.created)}
    return _line(
        {
            "file": str(order.file),
            "folder": str(order.folder),
            "columns": [asdict(column) for column in order.columns],
            "labels": labels,
            "rows_a_sheet": order.rows_a_sheet,
        }
    )


def parse_order(line: bytes) -> Order:
    given = json.loads(line)
    labels = {**given["labels"], "created": from_milliseconds(given["labels"]["created"])}
    columns = tuple(SheetColumn(**column) for column in given["columns"])
    return Order(
        Path(given["file"]), Path(given["folder"]), columns, WorkbookLabels(**labels), int(given["rows_a_sheet"])
    )


def rows_line(rows: Sequence[Sequence[Cell]]) -> bytes:
    """A moment becomes a list of its milliseconds."""
    return _line([[[to_milliseconds(one)] if isinstance(one, datetime) else one for one in row] for row in rows])


def parse_rows(line: bytes) -> list[list[Cell]] | None:
    """None at the end."""
    rows = json.loads(line)
    if rows is None:
        return None
    return [[from_milliseconds(one[0]) if isinstance(one, list) else one for one in row] for row in rows]


def answer_line(answer: Answer) -> bytes:
    return _line(asdict(answer))


def parse_answer(line: bytes) -> Answer | None:
    """None where the line was not written to its end."""
    return Answer(**json.loads(line)) if line.endswith(b"\n") else None


def _line(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii") + b"\n"
