"""The commands that read: list and show."""

from itertools import chain

from desktop.command_line.output import one_line, say, say_json, say_json_list, say_table
from desktop.command_line.signing_in import Session
from desktop.domain.terms import Status


def list_applications(session: Session) -> int:
    """`talentdesk list`: what the login may see, filtered and sorted."""
    from desktop.command_line.listing import list_heading, list_line, list_object
    from desktop.services.applications import whole_list
    from desktop.services.organisations import organisations
    from desktop.services.rows import ApplicationQuery, ApplicationSort

    arguments = session.arguments
    with session.workspace() as workspace:
        units = frozenset[str]()
        if arguments.unit:
            # the id of nothing for a code that nobody has, so that the list is empty
            ids = {row.code: row.id for row in organisations(workspace)}
            units = frozenset(ids.get(code, "") for code in arguments.unit)
        query = ApplicationQuery(
            units=units,
            statuses=frozenset(map(Status, arguments.status or ())),
            stages=frozenset(arguments.stage or ()),
            search=arguments.search,
            sort=ApplicationSort(arguments.sort.removeprefix("-")),
            descending=arguments.sort.startswith("-"),
        )
        if arguments.excel is not None:
            from desktop.command_line.listing_sheet import export_list

            return export_list(session, workspace, query)
        with whole_list(workspace, query, arguments.limit) as listed:
            if arguments.json:
                say_json_list(map(list_object, listed.rows))
                return 0
            say_table(chain([list_heading()], ([one_line(cell) for cell in list_line(row)] for row in listed.rows)))
            shown = f"，显示 {listed.shown} 份" if listed.shown < listed.total else ""
            say(f"共 {listed.total} 份{shown}")
    return 0


def show_application(session: Session) -> int:
    """`talentdesk show`: one application with its findings and decisions."""
    from desktop.command_line.showing import show_lines, show_object
    from desktop.services.applications import application_detail, find_application
    from desktop.services.catalogues import catalogue_of

    arguments = session.arguments
    with session.workspace() as workspace:
        detail = application_detail(workspace, find_application(workspace, arguments.application))
        hashes = detail.submissions[-1].catalogue_hash if detail.submissions else detail.notice.catalogue_hash
        catalogue = catalogue_of(workspace, hashes)
    if arguments.json:
        say_json(show_object(detail, catalogue))
    else:
        for line in show_lines(detail, catalogue):
            say(line)
    return 0
