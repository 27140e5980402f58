from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from app.paper.flow import Leaf, Section, Space, paginate


@dataclass(frozen=True, slots=True)
class Piece:
    name: int
    height: float

    def paint(self, leaf: Leaf, area: object) -> None:
        raise AssertionError


HEADER = Space(3)


def names(page):
    return [block.name for block, _top in page if isinstance(block, Piece)]


@given(st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=4), max_size=30))
def test_all_blocks_come_once_in_order_within_the_page(units):
    pieces = [
        [Piece(10 * number + place, height) for place, height in enumerate(unit)]
        for number, unit in enumerate(units)
    ]
    pages = paginate([Section(pieces, HEADER)], 20)
    assert [name for page in pages for name in names(page)] == [
        piece.name for unit in pieces for piece in unit
    ]
    assert all(top + block.height <= 21 for page in pages for block, top in page)


@given(st.lists(st.integers(1, 8), min_size=1, max_size=40))
def test_header_stands_first_on_every_page(heights):
    pages = paginate([Section([[Piece(n, h)] for n, h in enumerate(heights)], HEADER)], 20)
    assert all(page[0] == (HEADER, 0.0) for page in pages)
    assert all(len(page) > 1 for page in pages)


def test_unit_moves_to_the_next_page_as_a_whole():
    pages = paginate([Section([[Piece(1, 15)], [Piece(2, 4), Piece(3, 4)]])], 20)
    assert [names(page) for page in pages] == [[1], [2, 3]]


def test_unit_higher_than_a_page_is_broken_between_its_blocks():
    pages = paginate([Section([[Piece(1, 15), Piece(2, 15), Piece(3, 2)]])], 20)
    assert [names(page) for page in pages] == [[1], [2, 3]]


def test_header_is_never_last_on_a_page():
    sections = [Section([[Piece(1, 16)]]), Section([[Piece(2, 3)]], HEADER)]
    pages = paginate(sections, 20)
    assert [len(page) for page in pages] == [1, 2]


def test_nothing_is_one_empty_page():
    assert paginate([], 20) == [()]


def test_a_title_goes_to_the_next_page_with_its_header_and_first_row():
    title, header, row = Space(10), Space(10), Space(10)
    for used in range(100, 0, -10):
        sections = [
            Section([(Space(used),)]),
            Section([(row,), (row,)], header=header, title=title),
        ]
        first, *others = paginate(sections, 100)
        whole = used + 30 <= 100
        assert ((title, used) in first) == whole
        assert all(top + block.height <= 100 for page in (first, *others) for block, top in page)
        if not whole:
            assert others[0][:3] == ((title, 0.0), (header, 10.0), (row, 20.0))
