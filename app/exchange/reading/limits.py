"""What a file from outside may be, and how its reader is held to it.

Imported by the reading process: nothing heavy may be imported here.
"""

import sys
from collections.abc import Callable

MEGABYTE = 1 << 20
MOST_BYTES = 50 * MEGABYTE
MOST_UNPACKED = 500 * MEGABYTE
MOST_RATIO = 100
RATIO_COUNTS_FROM = 4 * MEGABYTE
MOST_PARTS = 5_000
MOST_ROWS = 500_000
MOST_COLUMNS = 200
MOST_MERGES = 200_000
CELLS_A_BYTE = 40
"""A sheet asking for more cells than this for each byte of its text has a cell far off."""

_MEMORY = 256 * MEGABYTE
_MEMORY_A_BYTE = 24
_MOST_MEMORY = 1536 * MEGABYTE
_SECONDS, _SECONDS_A_MEGABYTE = 15, 2


def memory_for(size: int) -> int:
    """Return how many bytes reading a file of ``size`` bytes may take."""
    return min(_MEMORY + _MEMORY_A_BYTE * size, _MOST_MEMORY)


def seconds_for(size: int) -> float:
    """Return how long reading a file of ``size`` bytes may take."""
    return _SECONDS + _SECONDS_A_MEGABYTE * size / MEGABYTE


def confine(size: int) -> None:
    """Hold this process to what reading a file of ``size`` bytes may take.

    Where the system cannot do it, the parent's clock is the only limit.
    """
    limit = _CONFINERS.get(sys.platform)
    if limit is not None:
        limit(memory_for(size), int(seconds_for(size)))


def _confine_linux(memory: int, seconds: int) -> None:
    import resource
    from pathlib import Path

    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    cap = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (cap, cap))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


_CONFINERS: dict[str, Callable[[int, int], None]] = {"linux": _confine_linux}

if sys.platform == "win32":  # pragma: no cover - runs on Windows only
    import ctypes

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", ctypes.c_uint32),
            ("working_set", ctypes.c_size_t * 2),
            ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("classes", ctypes.c_uint32 * 2),
        )

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("basic", _BasicLimits),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("rest", ctypes.c_size_t * 3),
        )

    def _confine_windows(memory: int, seconds: int) -> None:
        """Put this process into a job object that caps its memory and its processor time."""
        process_time, process_memory, kill_on_close = 0x2, 0x100, 0x2000
        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        limits = _ExtendedLimits()
        limits.basic.flags = process_time | process_memory | kill_on_close
        limits.basic.process_time = seconds * 10_000_000
        limits.process_memory = memory
        extended = 9
        size = ctypes.sizeof(limits)
        kernel.SetInformationJobObject(job, extended, ctypes.byref(limits), size)
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))

    _CONFINERS["win32"] = _confine_windows
