"""Makes the forms of a workspace's applications: reads, has the portrait drawn in a child, lays out the pages.

Everything here may take seconds and may run on any thread.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QImage

from desktop.domain.catalogue import Catalogue
from desktop.domain.clock import shanghai_day
from desktop.domain.content import ApplicationContent
from desktop.domain.known_keys import NAME
from desktop.domain.terms import Status
from desktop.preview.picture import PictureUnavailable, first_page
from desktop.printing.application_form import application_form
from desktop.printing.application_list import application_list
from desktop.printing.paper import Page
from desktop.printing.printed_application import (
    PrintedApplication,
    blank_opinions,
    portrait_of,
    printed_application,
    with_document_number,
)
from desktop.printing.typefaces import find_typefaces
from desktop.services.catalogues import catalogue_of
from desktop.services.evidence import attachment_bytes, identity_number
from desktop.services.interruption import heed
from desktop.services.printed_forms import MOST_LISTED, listed_applications
from desktop.services.rows import ApplicationDetail, ApplicationQuery
from desktop.services.workspace import Workspace
from desktop.text.printed_forms import FORM_TITLE, LIST_TITLE

_PORTRAIT_WIDTH = 600
"""Pixels: 25 millimetres at 600 dots an inch."""

_log = logging.getLogger(__name__)


class FormKind(StrEnum):
    """The two forms of 业务表册."""

    APPLICATION = "application_form"
    LIST = "application_list"


@dataclass(frozen=True, slots=True)
class MadeForm:
    """A form with what a window and a file call it; `applications` is how many it speaks of."""

    kind: FormKind
    title: str
    pages: tuple[Page, ...]
    applications: int


def make_form(workspace: Workspace, kind: FormKind, detail: ApplicationDetail, catalogue: Catalogue) -> MadeForm:
    """One application's 申报表, whose document number in full is on record by that, or 一览表 with its one row."""
    if kind is FormKind.LIST:
        return _list_of(workspace, (detail,), detail.row.unit, f"{LIST_TITLE} {detail.row.name}")
    printed = printed_application(detail, catalogue, _portrait(workspace, detail))
    number = identity_number(workspace, detail.row.id, detail.current.number)
    pages = application_form(with_document_number(printed, number), find_typefaces())
    return MadeForm(kind, f"{FORM_TITLE} {detail.row.name}", pages, 1)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as it is filled in: the application it is of, its content, and what gives the bytes of its portrait."""

    detail: ApplicationDetail
    content: ApplicationContent
    catalogue: Catalogue
    load_portrait: Callable[[], bytes] | None


def make_draft(workspace: Workspace, kind: FormKind, filled: FilledForm) -> MadeForm:
    """What is being filled in by its applicant, marked as a draft, with blank areas for the desks."""
    row, day = filled.detail.row, shanghai_day(workspace.clock())
    load = filled.load_portrait if kind is FormKind.APPLICATION else None
    names = tuple(organisation.name for organisation in filled.detail.route)
    printed = PrintedApplication(
        filled.content,
        filled.catalogue,
        row.unit,
        row.number,
        Status.DRAFT,
        day,
        None if load is None else _drawn(load()),
        blank_opinions(row.unit, names),
    )
    name = str(filled.content.basic.get(NAME, ""))
    if kind is FormKind.LIST:
        pages = application_list([printed], find_typefaces(), day=day, place=row.unit)
        return MadeForm(kind, f"{LIST_TITLE} {name}".rstrip(), pages, 1)
    return MadeForm(kind, f"{FORM_TITLE} {name}".rstrip(), application_form(printed, find_typefaces()), 1)


def make_list(workspace: Workspace, query: ApplicationQuery, *, most: int = MOST_LISTED) -> MadeForm | None:
    """一览表 of a list, of its first `most` applications; None where it holds none that was submitted."""
    listed = listed_applications(workspace, query, most=most)
    if not listed.details:
        return None
    return _list_of(workspace, listed.details, "", LIST_TITLE, total=listed.total)


def _list_of(
    workspace: Workspace, details: Sequence[ApplicationDetail], place: str, title: str, *, total: int | None = None
) -> MadeForm:
    printed = []
    for detail in details:
        heed()
        printed.append(printed_application(detail, catalogue_of(workspace, detail.current.catalogue_hash)))
    day = shanghai_day(workspace.clock())
    pages = application_list(printed, find_typefaces(), day=day, place=place, total=total)
    return MadeForm(FormKind.LIST, title, pages, len(printed))


def _portrait(workspace: Workspace, detail: ApplicationDetail) -> QImage | None:
    """The portrait; None where there is none or it cannot be drawn, and the form says so in its place."""
    attachment = portrait_of(detail.current.content)
    if attachment is None:
        return None
    return _drawn(attachment_bytes(workspace, detail.row.id, attachment.sha256))


def _drawn(content: bytes) -> QImage | None:
    try:
        return first_page(content, _PORTRAIT_WIDTH)
    except PictureUnavailable as unavailable:
        _log.info("a portrait was not drawn: %s", unavailable.code.value)
        return None
