"""From the start of the process to the painted page 今日, against an empty Qt table."""

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.figures import Figure

RUNS = 11


def figures(office: Path, runs: int = RUNS) -> Iterator[Figure]:
    """Start the program and the floor in turns, without and with a display."""
    with TemporaryDirectory() as compiled:  # as an installed program has it
        base = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}
        around = base | {"QT_QPA_PLATFORM": "offscreen"}
        yield from _starts(office, "off screen", around, runs)
        if shutil.which("Xvfb"):
            with _display() as display:
                around = base | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
                yield from _starts(office, "on X11", around, runs)


def _starts(office: Path, where: str, around: Mapping[str, str], runs: int) -> Iterator[Figure]:
    ours, floor = ("bench.start_app", str(office)), ("bench.start_floor",)
    start(ours, around), start(floor, around)
    pairs = [(start(ours, around), start(floor, around)[0]) for _run in range(runs)]
    window, day = [a[0] for a, _b in pairs], [a[1] for a, _b in pairs]
    bare = [b for _a, b in pairs]
    bare_time, bare_memory = (statistics.median(one[n] for one in bare) for n in range(2))
    yield Figure(
        f"start to painted window, {where}",
        statistics.median(time for time, _memory in window),
        floor=bare_time,
        most_ratio=1.3,
    )
    yield Figure(
        f"resident memory then, {where}",
        statistics.median(memory for _time, memory in window),
        "MB",
        floor=bare_memory,
        most=160,
    )
    yield Figure(
        f"start to painted day with all its work, {where}",
        statistics.median(time for time, _memory in day),
        floor=bare_time,
    )


def start(words: Sequence[str], around: Mapping[str, str]) -> list[tuple[float, float]]:
    """Return, for each painting told, the milliseconds until then and the memory in MB."""
    begun = perf_counter()
    command = [sys.executable, "-m", *words]
    with subprocess.Popen(command, env=os.environ | around, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        told = [((perf_counter() - begun) * 1000, line.split()) for line in process.stdout]
    if not told:
        raise RuntimeError(f"{words[0]} painted nothing")
    return [(took, int(words[1]) / 1024) for took, words in told]


@contextmanager
def _display() -> Iterator[str]:
    """Give a display of our own."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        try:
            yield f":{int(server.stdout.readline())}"
        finally:
            server.terminate()
