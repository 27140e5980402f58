"""How long the window leaves a person waiting while a long job runs on a worker thread."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.backups.encrypting import switch_encryption
from app.backups.making import back_up
from app.domain.backups import Reason
from app.domain.exported import Imprint
from app.domain.imported import ImportOptions
from app.domain.imports import Layout
from app.domain.screening.printed import PrintedScreening
from app.domain.types import ContactId, ImportKind
from app.encryption.key import RAW, FileKey
from app.errors import CancelledError
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
from app.queries.checking import findings
from app.queries.screening.printing import printed_screening
from app.services.personal.erasing import erase_person
from app.services.screening.opening import compile_screening, open_screening
from app.ui.clients.page import ClientsPage
from app.ui.context import Context
from app.ui.workers import Job
from app.upgrade import restore_and_open
from bench.desk import desk_copy, window_over
from bench.figures import Figure
from bench.idle import idle_beside
from bench.imports import ROWS, make_bookings, some_names
from bench.office import NOW
from bench.painted import settle
from bench.screening import YEAR

SALT = 16
NEVER_COMPUTED = FileKey(bytes(range(RAW)), bytes(range(SALT)))
"""A key without a password: how long it takes to compute one is a figure of its own."""
A_MINUTE = timedelta(minutes=1)
Work = Callable[[Job], object]
BEAT_MS = 5
SECONDS = 20
"""So long bookings are exported; all of them would say nothing new."""


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
            assert isinstance(page, ClientsPage)
            for name, work in _Jobs(page.context, folder).all():
                yield _run(qt, page, name, work)


class _Jobs:
    """The long jobs as the screens start them, each on what the one before has left."""

    def __init__(self, context: Context, folder: Path) -> None:
        self._desk, self._news = context.desk, context.news
        self._office, self._folder = context.folder, folder
        self._file = folder / "bookings.xlsx"
        make_bookings(self._file, some_names(self._desk), ROWS)
        self._opened: OpenedFile
        self._layout: Layout
        self._printed: PrintedScreening

    def all(self) -> Iterator[tuple[str, Work]]:
        """Give each job with its name."""
        yield "reading a workbook", self._read
        yield "previewing an import", self._look
        yield "importing", self._take_in
        yield "compiling a screening", self._screen
        yield "writing its workbook", self._write_book
        yield "exporting bookings", self._export
        yield "writing the ranking's PDF", self._write_ranking
        yield "checking all data", self._check
        yield "erasing a person", self._erase
        yield "restoring a backup", self._restore
        yield "encrypting the file", self._encrypt

    def _read(self, job: Job) -> None:
        self._opened = open_file(self._file, progress=job.report)
        layout = propose_layout(self._desk, self._opened, ImportKind.BOOKINGS)
        assert layout is not None
        self._layout = layout

    def _look(self, job: Job) -> None:
        wanted = ImportOptions()
        preview_file(self._desk, self._opened, self._layout, wanted, progress=job.report)

    def _take_in(self, job: Job) -> None:
        wanted = ImportOptions()
        import_file(self._desk, self._opened, self._layout, wanted, progress=job.report)

    def _screen(self, job: Job) -> None:
        screening = open_screening(self._desk, YEAR)
        compile_screening(self._desk, screening, step=lambda told: job.report(0, 0, told))
        with self._desk.db.read() as session:
            self._printed = printed_screening(session, screening, Imprint("", NOW))

    def _write_book(self, job: Job) -> None:
        path = self._folder / "screening.xlsx"
        write_screening_book(path, self._printed, progress=job.report)

    def _export(self, job: Job) -> None:
        path = self._folder / "list.xlsx"
        kind = ImportKind.BOOKINGS
        end = perf_counter() + SECONDS
        export_list(
            self._desk.db,
            kind,
            path,
            progress=job.report,
            cancelled=lambda: perf_counter() > end,
        )

    def _write_ranking(self, job: Job) -> None:
        path = self._folder / "ranking.pdf"
        write_pdf(path, ranking_document(self._printed), progress=job.report)

    def _check(self, job: Job) -> None:
        with self._desk.db.read() as session:
            list(findings(session, job.report, looked=job.report, cancelled=lambda: job.cancelled))

    def _erase(self, _job: Job) -> None:
        with self._news.held():
            erase_person(self._desk, self._office, ContactId(1), ())

    def _restore(self, _job: Job) -> None:
        made = back_up(self._office, Reason.HAND, now=NOW)
        self._desk.db.close()
        restore_and_open(self._office, made.path, now=NOW + A_MINUTE)

    def _encrypt(self, _job: Job) -> None:
        self._desk.db.close()
        switch_encryption(self._office, NEVER_COMPUTED, now=NOW + 2 * A_MINUTE)


def _run(qt: QApplication, page: ClientsPage, name: str, work: Work) -> Figure:
    took, longest, idle = run_beside(qt, page, work)
    told = f"{name} ({took:.1f} s): longest wait of the window (floor: of an idle process)"
    return Figure(told, longest, floor=idle, most=200)


def run_beside(qt: QApplication, page: ClientsPage, work: Work) -> tuple[float, float, float]:
    """Run a job on a worker thread; return its seconds and the longest wait meanwhile.

    The latter twice, in milliseconds: of the window, and of a process that does nothing.
    """
    with idle_beside() as idle:
        took, gaps = _beats(qt, page, work)
    return took, max(gaps), idle[0]


def _beats(qt: QApplication, page: ClientsPage, work: Work) -> tuple[float, list[float]]:
    """Run a job; return its seconds and the milliseconds between beats."""
    heart = Heart(page.table.viewport())
    failures: list[Exception] = []
    ended: list[object] = []
    heart.start()
    begun = perf_counter()
    page.context.workers.run(heart, work, ended.append, failures.append, lambda *_told: None)
    while not ended and not failures:
        qt.processEvents()
    took = perf_counter() - begun
    settle(qt)
    heart.stop()
    if failures and not isinstance(failures[0], CancelledError):
        raise failures[0]
    return took, heart.gaps
