"""The parent's side: starts the reading process, gathers its rows, stops it when asked to."""

import io
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

from typing_extensions import override

from app.domain.sheets import Sheet
from app.errors import CancelledError, FileRefusedError
from app.exchange.reading.limits import seconds_for
from app.exchange.writing import Progress, Stop
from app.i18n import _

CHILD_ARGUMENT = "--read-file"
"""With this first argument the packaged program is the reading process; see ``app.__main__``."""

PERCENT = 100
_WAITING = 0.05
_AHEAD = 16
"""Frames taken from the pipe before they are wanted."""
_SAFE = {("datetime", name) for name in ("date", "datetime", "time", "timedelta")}
_SAFE |= {("app.domain.cells", "FormulaCell")}


def read_file(
    path: Path, *, progress: Progress | None = None, cancelled: Stop | None = None
) -> tuple[Sheet, ...]:
    """Return every filled sheet of a workbook or text table, read in a process under limits.

    Args:
        path: The file; what it is follows from its content.
        progress: Told (percent done, 100).
        cancelled: Asked at least every tenth of a second.

    Raises:
        FileRefusedError: The file cannot be taken in; the sentence says why and what to do.
        CancelledError: ``cancelled`` said so.
    """
    gathered = _Gathered()
    with _reading_process(path) as (process, frames):
        deadline = time.monotonic() + seconds_for(_size(path))
        while not gathered.done:
            if cancelled is not None and cancelled():
                raise CancelledError
            if time.monotonic() > deadline:
                raise FileRefusedError(_too_slow())
            try:
                frame = frames.get(timeout=_WAITING)
            except Empty:
                continue
            if frame is None:
                process.wait()
                raise FileRefusedError(_died())
            gathered.take(frame, progress)
    if not gathered.sheets:
        raise FileRefusedError(_("文件里没有内容：每张工作表都是空的。"))
    return tuple(gathered.sheets)


class _Gathered:
    """Puts the frames together."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.done = False

    def take(self, frame: bytes, progress: Progress | None) -> None:
        word, content = _SafeUnpickler(io.BytesIO(frame)).load()
        if word == "refused":
            raise FileRefusedError(content)
        if word == "sheet":
            name, merged, system_1904, hidden, rows, columns = content
            about = Sheet(name, [], merged, system_1904, hidden)
            self.sheets.append(
                replace(about, hidden_rows=frozenset(rows), hidden_columns=frozenset(columns))
            )
        elif word == "rows":
            rows = self.sheets[-1].rows
            assert isinstance(rows, list)  # noqa: S101 - made so just above
            rows.extend(content)
        elif word == "progress" and progress is not None:
            progress(int(content * PERCENT), PERCENT)
        self.done = word == "done"


class _SafeUnpickler(pickle.Unpickler):
    """Loads plain values only: the process at the other end handles hostile files."""

    @override
    def find_class(self, module_name: str, global_name: str) -> Any:
        if (module_name, global_name) in _SAFE:
            return super().find_class(module_name, global_name)
        raise pickle.UnpicklingError(global_name)


@contextmanager
def _reading_process(
    path: Path,
) -> Iterator[tuple[subprocess.Popen[bytes], "Queue[bytes | None]"]]:
    """Start the process; give it and the queue of its frames, None at the end. It ends here."""
    root = str(Path(__file__).resolve().parents[3])
    paths = os.pathsep.join([root, *filter(None, sys.path)])
    process = subprocess.Popen(  # noqa: S603 - our own program, no shell
        [*_command(), str(path.absolute())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": paths},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    frames: Queue[bytes | None] = Queue(_AHEAD)
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    pump = Thread(target=_pump, args=(process.stdout, frames), daemon=True)
    pump.start()
    try:
        yield process, frames
    finally:
        process.kill()
        process.wait()
        while pump.is_alive():
            with suppress(Empty):
                frames.get(timeout=_WAITING)
        process.stdout.close()


def _command() -> list[str]:
    """Return how the process is started: without ``site``, whose work takes longest."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT]
    return [sys.executable, "-S", "-m", "app.exchange.reading.child"]


def _pump(stream: IO[bytes], frames: "Queue[bytes | None]") -> None:
    """Move whole frames from the pipe to the queue, then None."""
    while True:
        length = int.from_bytes(stream.read(4), "big")
        frame = stream.read(length) if length else b""
        if not frame or len(frame) < length:
            frames.put(None)
            return
        frames.put(frame)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # the reading process finds out and says why


def _too_slow() -> str:
    return _("读取时间过长，已停止。请只保留要导入的那张表，另存为新的 .xlsx 文件后再试。")


def _died() -> str:
    return _(
        "读取这个文件时出了意外，已停止，没有改动任何数据。表格里可能有离得很远的单元格或损坏的内容，"
        "请只保留要导入的内容，另存为新的 .xlsx 文件后再试。"
    )
