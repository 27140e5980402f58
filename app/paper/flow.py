"""Blocks one below the other, broken into pages between units that stay together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page being painted: its number, from 1, and how many there are."""

    painter: QPainter
    number: int
    of: int


class Block(Protocol):
    """A piece of paper that is never split."""

    @property
    def height(self) -> float:
        """Its height in dots."""
        ...

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw it into ``area``, which is as high as asked for and as wide as the body."""
        ...


Unit = Sequence[Block]
Placed = tuple[Block, float]
Page = tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """Nothing, of a height."""

    height: float

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Leave the paper as it is."""


@dataclass(frozen=True, slots=True)
class Section:
    """Units under one header, which is repeated on every page they reach.

    Attributes:
        units: Each is kept on one page if a page can hold it at all.
        title: Stands once above the header, never alone at the foot of a page.
    """

    units: Iterable[Unit]
    header: Block | None = None
    title: Block | None = None


class _Filling:
    """The page being filled and those already full."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._pages: list[Page] = []
        self._placed: list[Placed] = []
        self._y = 0.0
        self._header: Block | None = None
        self._headed = False
        self._title: Block | None = None

    def begin(self, section: Section) -> None:
        self._header, self._headed = section.header, False
        self._title = section.title

    def add(self, unit: Unit) -> None:
        if not self._has_room(unit) and self._placed:
            self._turn()
        for block in unit:
            if not self._has_room((block,)) and self._placed:
                self._turn()
            if self._title is not None:
                self._place(self._title)
                self._title = None
            if self._header is not None and not self._headed:
                self._headed = True
                self._place(self._header)
            self._place(block)

    def pages(self) -> list[Page]:
        return [*self._pages, tuple(self._placed)]

    def _has_room(self, unit: Unit) -> bool:
        needed = sum(block.height for block in unit)
        if self._header is not None and not self._headed:
            needed += self._header.height
        if self._title is not None:
            needed += self._title.height
        return self._y + needed <= self._height + 1

    def _turn(self) -> None:
        self._pages.append(tuple(self._placed))
        self._placed, self._y, self._headed = [], 0.0, False

    def _place(self, block: Block) -> None:
        self._placed.append((block, self._y))
        self._y += block.height


def paginate(sections: Iterable[Section], height: float) -> list[Page]:
    """Return the pages, at least one, as blocks with their distance from the body's top."""
    filling = _Filling(height)
    for section in sections:
        filling.begin(section)
        for unit in section.units:
            filling.add(unit)
    return filling.pages()
