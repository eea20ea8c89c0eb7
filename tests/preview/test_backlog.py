"""What waits is done in the order that serves the person looking."""

from desktop.preview.backlog import Backlog, Opening, Priority, Search, Task
from desktop.preview.protocol import PageRequest


def task(page: int, priority: Priority, *numbers: int) -> Task:
    return Task("document", PageRequest("document", page, 100), priority, set(numbers), 0.0)


def test_pages_come_first_and_the_newest_of_them_foremost() -> None:
    backlog = Backlog(most_ahead=6)
    ahead = [task(page, Priority.AHEAD) for page in (1, 2)]
    thumbnails = [task(page, Priority.THUMBNAIL, 7) for page in (3, 4)]
    search = Task("document", Search("text"), Priority.SEARCH, {8}, 0.0)
    pages = [task(page, Priority.PAGE, page) for page in (5, 6)]
    for each in (*ahead, *thumbnails, search, *pages):
        backlog.add(each)
    assert backlog.in_order() == [*reversed(pages), search, *thumbnails, *reversed(ahead)]


def test_only_the_newest_wishes_ahead_are_kept() -> None:
    backlog = Backlog(most_ahead=2)
    tasks = [task(page, Priority.AHEAD) for page in range(5)]
    for each in tasks:
        backlog.add(each)
    assert backlog.in_order() == [tasks[4], tasks[3]]


def test_a_task_put_back_keeps_its_place() -> None:
    backlog = Backlog(most_ahead=2)
    first, second = task(1, Priority.THUMBNAIL, 1), task(2, Priority.THUMBNAIL, 1)
    backlog.add(first)
    backlog.add(second)
    backlog.remove(first)
    backlog.put_back(first)
    assert backlog.in_order() == [first, second]


def test_a_task_is_dropped_with_the_last_request_that_waits_for_it() -> None:
    backlog = Backlog(most_ahead=2)
    shared, own = task(1, Priority.PAGE, 1, 2), task(2, Priority.PAGE, 2)
    opening = Task("other", Opening(), Priority.PAGE, {3}, 0.0)
    for each in (shared, own, opening):
        backlog.add(each)
    backlog.abandon(2)
    assert backlog.in_order() == [opening, shared]
    assert shared.numbers == {1}
    assert backlog.of("document") == [shared]
    backlog.abandon_all()
    assert backlog.in_order() == []
