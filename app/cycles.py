"""Python's search for cycles, held back while rows pile up.

The search stops every thread, the window's too, the longer the more objects there are: half a
second at 20,000 rows, and a fifth of the time that a screening takes. Rows have no cycles.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

LONG_WORK = 2.0
"""Seconds after which work may have piled up more than can be searched unnoticed."""


class _Search:
    """The search of this process: held back until everybody who asked for it has done."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held = 0
        self._since = 0.0

    def hold(self) -> None:
        with self._lock:
            if self._held == 0:
                self._since = monotonic()
                gc.disable()
            self._held += 1

    def release(self) -> None:
        """Let it go again; what is there after long work is left out of later searches."""
        with self._lock:
            self._held -= 1
            if self._held == 0:
                if monotonic() - self._since > LONG_WORK:
                    gc.freeze()
                gc.enable()


_search = _Search()


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Hold the search back during the block; blocks may lie in each other and in any thread."""
    _search.hold()
    try:
        yield
    finally:
        _search.release()


@contextmanager
def search_for_cycles() -> Iterator[None]:
    """Let the search go on within such a block: for work that leaves cycles behind, not rows."""
    _search.release()
    try:
        yield
    finally:
        _search.hold()
