"""A process that does nothing: how long the machine by itself keeps one waiting meanwhile."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

BEAT = 0.002


@contextmanager
def idle_beside() -> Iterator[list[float]]:
    """Let one run during the block; then the list has its longest wait, in milliseconds."""
    told: list[float] = []
    command = [sys.executable, "-m", "bench.idle"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield told
        finally:
            told.append(float(process.communicate()[0] or 0))


def longest_wait() -> float:
    """Sleep again and again until the input ends; return the most milliseconds one sleep took."""
    ended = threading.Event()

    def wait_for_end() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=wait_for_end).start()
    longest, last = 0.0, perf_counter()
    while not ended.wait(BEAT):
        longest, last = max(longest, perf_counter() - last), perf_counter()
    return longest * 1000


if __name__ == "__main__":
    sys.stdout.write(f"{longest_wait()}\n")
