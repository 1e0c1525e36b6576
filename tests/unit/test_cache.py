# SPDX-License-Identifier: Apache-2.0
"""The cache: within its bound, the least used goes first."""

from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.query import Cache

EACH = 1000  # bytes that a value of half of them takes


def filled(limit: int, *names: str) -> Cache[str]:
    cache: Cache[str] = Cache(limit)
    for name in names:
        cache.put(name, name.upper(), EACH - 500)
    return cache


def test_what_was_put_is_got_and_hits_and_misses_are_counted() -> None:
    cache = filled(4 * EACH, "a")
    assert (cache.get("a"), cache.get("b")) == ("A", None)
    assert (cache.hits, cache.misses, len(cache)) == (1, 1, 1)
    assert "a" in cache
    assert "b" not in cache


def test_what_was_asked_for_last_stays_longest() -> None:
    cache = filled(4 * EACH, "a", "b", "c", "d")
    cache.get("a")
    cache.put("e", "E", EACH - 500)
    assert [name for name in "abcde" if name in cache] == ["a", "c", "d", "e"]


def test_a_value_beyond_a_fourth_of_the_bound_is_not_kept_and_drives_nothing_out() -> None:
    cache = filled(4 * EACH, "a")
    assert not cache.takes(EACH)
    cache.put("b", "B", EACH)
    assert "a" in cache
    assert "b" not in cache


def test_a_value_put_again_takes_the_place_of_the_first() -> None:
    cache = filled(4 * EACH, "a")
    cache.put("a", "again", 100)
    assert (cache.get("a"), cache.size, len(cache)) == ("again", 600, 1)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3000))), st.integers(1, 20_000))
def test_the_bound_is_kept_and_the_sum_is_right(puts: list[tuple[int, int]], limit: int) -> None:
    cache: Cache[int] = Cache(limit)
    sizes: dict[int, int] = {}
    for key, size in puts:
        cache.put(key, size, size)
        if cache.takes(size):
            sizes[key] = size
        assert cache.size <= limit
    assert cache.size == sum(sizes[key] + 500 for key in sizes if key in cache)
