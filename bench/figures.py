"""How figures are taken and shown: medians of several runs, each beside its floor and its bar."""

import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: in which unit, its floor measured in the same run, and its bars.

    ``most`` is the largest value allowed, ``most_ratio`` the largest multiple of the floor.
    """

    name: str
    value: float
    unit: str = "ms"
    floor: float | None = None
    most: float | None = None
    most_ratio: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor it is."""
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool:
        """Tell whether it keeps to its bars."""
        slow = self.most is not None and self.value > self.most
        far = self.most_ratio is not None and (self.ratio or 0) > self.most_ratio
        return not slow and not far

    def line(self) -> str:
        """Return it as one row of the table."""
        floor = "" if self.floor is None else f"{self.floor:,.1f}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} ×"
        kept = "" if self.most is None and self.most_ratio is None else "yes" if self.met else "NO"
        shown = f"{self.value:,.1f} {self.unit}"
        return f"| {self.name} | {shown} | {floor} | {ratio} | {self._bar()} | {kept} |"

    def _bar(self) -> str:
        ratio = "" if self.most_ratio is None else f"≤ {self.most_ratio:g} ×"
        most = "" if self.most is None else f"≤ {self.most:,g} {self.unit}"
        return ", ".join(filter(None, (ratio, most)))


HEADING = (
    "| what | measured | floor | ratio | bar | kept |\n| --- | ---: | ---: | ---: | --- | --- |"
)


def table(figures: Sequence[Figure]) -> str:
    """Return figures as a table."""
    return "\n".join([HEADING, *(figure.line() for figure in figures)])


def milliseconds(work: Callable[[], object], runs: int = 7) -> float:
    """Return the median time of ``work`` after one run that does not count."""
    work()
    return statistics.median(once(work) for _run in range(runs))


def alternately(
    ours: Callable[[], object], floor: Callable[[], object], runs: int
) -> tuple[float, float]:
    """Return the median times of two kinds of work, taken in turns on the same machine."""
    pairs = [(once(ours), once(floor)) for _run in range(runs)]
    return statistics.median(a for a, _b in pairs), statistics.median(b for _a, b in pairs)


def once(work: Callable[[], object]) -> float:
    """Return how many milliseconds ``work`` takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def percentile95(times: Sequence[float]) -> float:
    """Return the time that 95 of 100 stay below."""
    return statistics.quantiles(times, n=20)[-1]


@contextmanager
def timed(times: list[float]) -> Iterator[None]:
    """Add how many milliseconds the block takes to ``times``."""
    start = perf_counter()
    yield
    times.append((perf_counter() - start) * 1000)


def peak_megabytes() -> float:
    """Return the most memory this process has had resident."""
    return _kilobytes("VmHWM") / 1024


def resident_kilobytes() -> int:
    """Return the memory this process has resident."""
    return _kilobytes("VmRSS")


def _kilobytes(what: str) -> int:
    status = Path("/proc/self/status").read_text("ascii")
    found = re.search(rf"{what}:\s+(\d+)", status)
    return int(found[1]) if found else 0
