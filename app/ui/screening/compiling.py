"""Gathering a year's evidence on a worker, told and stopped like any long work."""

from collections.abc import Callable

from app.domain.types import ScreeningId
from app.errors import CancelledError
from app.i18n import _
from app.services.screening.opening import compile_screening, recompute_screening
from app.ui.context import Context
from app.ui.workers import Job


def compiling(context: Context, screening_id: ScreeningId) -> Callable[[Job], int]:
    """Return the work that compiles a screening; its result is the number of clients."""

    def work(job: Job) -> int:
        try:
            return compile_screening(
                context.desk, screening_id, step=lambda told: job.report(0, 0, told)
            )
        except CancelledError as error:
            told = _("已取消，没有统计。这份筛选还在，随时可以打开它重新统计。")
            raise CancelledError(told) from error

    return work


def recomputing(context: Context, screening_id: ScreeningId) -> Callable[[Job], ScreeningId]:
    """Return the work that begins a new edition; its result is the edition's id."""

    def work(job: Job) -> ScreeningId:
        return recompute_screening(
            context.desk, screening_id, step=lambda told: job.report(0, 0, told)
        )

    return work
