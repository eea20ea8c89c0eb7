"""The cache keeps what was used last, within its count and its bytes."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.preview.page_cache import MOST_PAGES, PageCache
from desktop.preview.protocol import NormalRect, PageRequest


def page(number: int) -> PageRequest:
    return PageRequest("document", number, 100)


def test_the_longest_unused_page_goes_first() -> None:
    cache: PageCache[int] = PageCache()
    for number in range(MOST_PAGES):
        cache.put(page(number), number, 1)
    assert cache.get(page(0)) == 0
    cache.put(page(99), 99, 1)
    assert len(cache) == MOST_PAGES == 24
    assert page(0) in cache
    assert page(1) not in cache
    assert cache.get(page(1)) is None


def test_size_rotation_and_clip_tell_pictures_apart() -> None:
    clip = NormalRect(0, 0, 0.5, 0.5)
    requests = [
        PageRequest("document", 0, 100),
        PageRequest("document", 0, 101),
        PageRequest("document", 0, 100, 90),
        PageRequest("document", 0, 100, 0, clip),
        PageRequest("other", 0, 100),
    ]
    cache: PageCache[int] = PageCache()
    for number, request in enumerate(requests):
        cache.put(request, number, 1)
    assert [cache.get(request) for request in requests] == [0, 1, 2, 3, 4]
    cache.clear()
    assert len(cache) == 0


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 120))))
def test_it_never_holds_more_than_it_may_and_always_the_newest_that_fits(puts: list[tuple[int, int]]) -> None:
    cache: PageCache[int] = PageCache(most_pages=4, most_bytes=100)
    sizes: dict[int, int] = {}
    for number, size in puts:
        cache.put(page(number), size, size)
        sizes[number] = size
        held = [kept for kept in range(10) if page(kept) in cache]
        assert len(held) == len(cache) <= 4
        assert sum(sizes[kept] for kept in held) <= 100
        assert (cache.get(page(number)) == size) == (size <= 100)
