"""Several sheets in one print job, each with pages of its own."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QPainter

from app.errors import CancelledError
from app.exchange.writing import Progress, Stop
from app.paper.document import FlowDocument
from app.paper.units import PageSetup

LayOut = Callable[[], FlowDocument]


class JoinedDocument:
    """Sheets one after the other; each counts its own pages.

    Only how many pages each has is kept; a sheet is laid out again when it is painted.

    Args:
        title: Of the whole.
        setup: The pages of all of them.
        sheets: What lays out each.

    Raises:
        CancelledError: ``cancelled`` said so.
    """

    def __init__(
        self,
        title: str,
        setup: PageSetup,
        sheets: Sequence[LayOut],
        *,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
    ) -> None:
        self.title, self.setup = title, setup
        self._sheets = sheets
        self._pages: list[tuple[int, int]] = []
        self._shown: tuple[int, FlowDocument] | None = None
        for number, lay_out in enumerate(sheets):
            if cancelled is not None and cancelled():
                raise CancelledError
            self._pages += [(number, page) for page in range(lay_out().page_count)]
            if progress is not None:
                progress(number + 1, len(sheets))

    @property
    def page_count(self) -> int:
        """How many pages all sheets have together."""
        return len(self._pages)

    def paint(self, painter: QPainter, page: int) -> None:
        """Draw one page of the sheet it belongs to."""
        number, own_page = self._pages[page]
        if self._shown is None or self._shown[0] != number:
            self._shown = number, self._sheets[number]()
        self._shown[1].paint(painter, own_page)
