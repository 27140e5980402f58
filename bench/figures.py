"""How figures are taken and shown: medians of several runs, each beside its floor and its bar."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: in which unit, its floor measured in the same run, and the bar."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    bar: str = ""

    def line(self) -> str:
        """Return it as one row of the table."""
        ratio = "" if not self.floor else f"{self.value / self.floor:.2f} ×"
        floor = "" if self.floor is None else f"{self.floor:,.1f}"
        return f"| {self.name} | {self.value:,.1f} {self.unit} | {floor} | {ratio} | {self.bar} |"


HEADING = "| what | measured | floor | ratio | bar |\n| --- | ---: | ---: | ---: | --- |"


def milliseconds(work: Callable[[], object], runs: int = 7) -> float:
    """Return the median time of ``work`` after one run that does not count."""
    work()
    return statistics.median(_once(work) for _run in range(runs))


def percentile95(times: list[float]) -> float:
    """Return the time that 95 of 100 stay below."""
    return statistics.quantiles(times, n=20)[-1]


def _once(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000
