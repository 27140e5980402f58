"""Gathering a year's evidence on a worker, told and stopped like any long work."""

from collections.abc import Callable

from app.domain.types import ScreeningId
from app.services.screening.opening import compile_screening, recompute_screening
from app.ui.context import Context
from app.ui.workers import Job


def compiling(context: Context, screening_id: ScreeningId) -> Callable[[Job], int]:
    """Return the work that compiles a screening; its result is the number of clients."""

    def work(job: Job) -> int:
        return compile_screening(
            context.desk, screening_id, step=lambda told: job.report(0, 0, told)
        )

    return work


def recomputing(context: Context, screening_id: ScreeningId) -> Callable[[Job], ScreeningId]:
    """Return the work that begins a new edition; its result is the edition's id."""

    def work(job: Job) -> ScreeningId:
        return recompute_screening(
            context.desk, screening_id, step=lambda told: job.report(0, 0, told)
        )

    return work
