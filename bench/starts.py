"""From the start of the process to a painted client list, against an empty Qt table."""

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
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
    _start(ours, around), _start(floor, around)
    pairs = [(_start(ours, around), _start(floor, around)) for _run in range(runs)]
    own, bare = [a for a, _b in pairs], [b for _a, b in pairs]
    yield Figure(
        f"start to painted client list, {where}",
        statistics.median(time for time, _memory in own),
        floor=statistics.median(time for time, _memory in bare),
        most_ratio=1.3,
    )
    yield Figure(
        f"resident memory then, {where}",
        statistics.median(memory for _time, memory in own),
        "MB",
        floor=statistics.median(memory for _time, memory in bare),
        most=160,
    )


def _start(words: tuple[str, ...], around: Mapping[str, str]) -> tuple[float, float]:
    """Return the milliseconds until the window is painted, and its memory in MB."""
    begun = perf_counter()
    command = [sys.executable, "-m", *words]
    with subprocess.Popen(command, env=os.environ | around, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        told = process.stdout.readline().split()
        took = (perf_counter() - begun) * 1000
    if len(told) != 2:
        raise RuntimeError(f"{words[0]} painted nothing")
    return took, int(told[1]) / 1024


@contextmanager
def _display() -> Iterator[str]:
    """Give a display of our own."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None  # noqa: S101 - a pipe was asked for
        try:
            yield f":{int(server.stdout.readline())}"
        finally:
            server.terminate()
