"""How long the window leaves a person waiting while a long job runs on a worker thread."""

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.db import Desk
from app.domain.exported import Imprint
from app.domain.imported import ImportOptions
from app.domain.imports import Layout
from app.domain.screening.printed import PrintedScreening
from app.domain.types import ImportKind
from app.exchange.importing import (
    OpenedFile,
    import_file,
    open_file,
    preview_file,
    propose_layout,
)
from app.exchange.lists_book import export_list
from app.exchange.screening_book import write_screening_book
from app.paper.output import write_pdf
from app.paper.ranking import ranking_document
from app.queries.screening.printing import printed_screening
from app.services.screening.opening import compile_screening, open_screening
from app.ui.clients.page import ClientsPage
from app.ui.workers import Job
from bench.desk import desk_copy, window_over
from bench.figures import Figure
from bench.imports import ROWS, make_bookings, some_names
from bench.office import NOW
from bench.painted import settle
from bench.screening import YEAR

BEAT_MS = 5
SECONDS = 20
"""After so long a job is asked to stop: a long export says nothing new."""


class Heart(QObject):
    """Beats in the GUI thread, painting the list each time, and keeps how late each beat came."""

    def __init__(self, shown: QWidget) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._list = shown
        self._last = 0.0
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin."""
        self._last = perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """End."""
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now
        self._list.update()


def figures(office: Path) -> Iterator[Figure]:
    """Run each long job while the window is in use."""
    with desk_copy(office) as copied:
        folder = copied.db.path.parent
        with window_over(folder) as (qt, window):
            page = window.show_page("clients")
            assert isinstance(page, ClientsPage)  # noqa: S101
            for name, work in _jobs(page.context.desk, folder).items():
                yield _run(qt, page, name, work)


def _jobs(desk: Desk, folder: Path) -> dict[str, Callable[[Job], object]]:
    out = folder / "bookings.xlsx"
    make_bookings(out, some_names(desk), ROWS)
    opened: list[OpenedFile] = []
    layouts: list[Layout] = []
    printed: list[PrintedScreening] = []

    def read(job: Job) -> None:
        opened.append(open_file(out, progress=job.report))
        if layout := propose_layout(desk, opened[0], ImportKind.BOOKINGS):
            layouts.append(layout)

    def look(job: Job) -> None:
        preview_file(desk, opened[0], layouts[0], ImportOptions(), progress=job.report)

    def take_in(job: Job) -> None:
        import_file(desk, opened[0], layouts[0], ImportOptions(), progress=job.report)

    def screen(job: Job) -> None:
        screening = open_screening(desk, YEAR)
        compile_screening(desk, screening, step=lambda told: job.report(0, 0, told))
        with desk.db.read() as session:
            printed.append(printed_screening(session, screening, Imprint("", NOW)))

    def write_book(job: Job) -> None:
        write_screening_book(folder / "screening.xlsx", printed[0], progress=job.report)

    def export(job: Job) -> None:
        export_list(
            desk.db,
            ImportKind.BOOKINGS,
            folder / "list.xlsx",
            progress=job.report,
            cancelled=lambda: job.cancelled,
        )

    def print_ranking(job: Job) -> None:
        write_pdf(folder / "ranking.pdf", ranking_document(printed[0]), progress=job.report)

    return {
        "reading a workbook": read,
        "previewing an import": look,
        "importing": take_in,
        "compiling a screening": screen,
        "writing its workbook": write_book,
        "exporting bookings": export,
        "writing the ranking's PDF": print_ranking,
    }


def _run(qt: QApplication, page: ClientsPage, name: str, work: Callable[[Job], object]) -> Figure:
    heart = Heart(page.table.viewport())
    failures: list[Exception] = []
    ended: list[object] = []
    heart.start()
    begun = perf_counter()
    job = page.context.workers.run(heart, work, ended.append, failures.append, lambda *_told: None)
    while not ended and not failures:
        qt.processEvents()
        if perf_counter() - begun > SECONDS:
            job.cancel()
    settle(qt)
    heart.stop()
    took = perf_counter() - begun
    if failures and took < SECONDS:
        raise failures[0]
    usual = statistics.median(heart.gaps)
    told = f"{name} ({took:.1f} s): longest wait of the window (floor: its median)"
    return Figure(told, max(heart.gaps), floor=usual, most=200)
