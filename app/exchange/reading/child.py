"""The reading process: ``python -m app.exchange.reading.child FILE`` sends what it reads as frames.

It imports neither Qt nor SQLAlchemy, so it starts at once. If a hostile file kills it, only it.
"""

import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from app.errors import FileRefusedError
from app.exchange.reading import container, delimited, workbook
from app.exchange.reading.content import Content, content_of
from app.exchange.reading.limits import MOST_ROWS, confine
from app.i18n import _

_About = tuple[str, list[tuple[int, int, int]], bool, bool, set[int], set[int]]
"""A sheet's name, its merges, whether days count from 1904, whether it is hidden; its hidden rows
and columns."""

ROWS_A_FRAME = 1000
LOOKED = 0.3
"""Share of the reading done once the zip has been looked through."""
PARSED = 0.7
"""Share done once the parser has a sheet in memory; the rest is handing over the rows."""


class Sender:
    """Writes frames: four bytes of length, then a pickled pair of a word and what it is about.

    ``progress`` takes the share of the work done; ``sheet`` begins a sheet, ``rows`` adds to it;
    ``refused`` takes a sentence; ``done`` ends.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._told = 0.0

    def send(self, word: str, content: Any = None) -> None:
        """Send one frame."""
        frame = pickle.dumps((word, content), protocol=5)
        self._stream.write(len(frame).to_bytes(4, "big") + frame)
        self._stream.flush()

    def progress(self, share: float) -> None:
        """Tell the share of the work done, when it has grown by a percent."""
        if share >= self._told + 0.01:
            self._told = share
            self.send("progress", share)


def read(path: Path, sender: Sender) -> None:
    """Read the file and send what is in it.

    Raises:
        FileRefusedError: It cannot be taken in.
    """
    content = content_of(path)
    if content is Content.TEXT:
        text = delimited.decoded(path.read_bytes())
        sender.progress(LOOKED)
        lines = max(1, text.count("\n"))
        about: _About = (path.stem, [], False, False, set(), set())
        _send_sheet(sender, about, delimited.rows_of(text), (LOOKED, 1.0, lines))
    else:
        _read_workbook(path, content, sender)
    sender.send("done")


def _read_workbook(path: Path, content: Content, sender: Sender) -> None:
    looking = _Looking(path, sender) if content is not Content.XLS else None
    total = 0
    try:
        for sheet in workbook.sheets_of(path):
            total += sheet.height
            if total > MOST_ROWS:
                raise container.too_long()
            look = container.Look() if looking is None else looking.result()
            rows, merged, left = sheet.rows_and_merges(look.cells_of(path, sheet.name))
            unseen, columns = look.hidden_in(path, sheet.name)
            columns = {column - left for column in columns}
            about = (sheet.name, merged, look.system_1904, sheet.hidden, unseen, columns)
            _send_sheet(sender, about, rows, (PARSED, 1.0, sheet.height))
    finally:
        if looking is not None:
            looking.result()  # what it refuses says more than a parser's error


class _Looking:
    """Looks through the zip beside the parser, which lets other threads run meanwhile.

    Sizes are checked first: a bomb is not even begun.
    """

    def __init__(self, path: Path, sender: Sender) -> None:
        container.check_sizes(path)
        self._path, self._sender = path, sender
        self._found: container.Look | Exception | None = None
        self._thread = Thread(target=self._run)
        self._thread.start()

    def result(self) -> container.Look:
        """Return what was seen.

        Raises:
            FileRefusedError: The file is not to be taken in.
        """
        self._thread.join()
        if not isinstance(self._found, container.Look):
            raise self._found or container.damaged()
        return self._found

    def _run(self) -> None:
        try:
            self._found = container.look_through(
                self._path, lambda share: self._sender.progress(share * LOOKED)
            )
        except FileRefusedError as error:
            self._found = error
            self._sender.send("refused", str(error))  # the parser may still be long at work
        except Exception as error:  # noqa: BLE001 - handed to the other thread
            self._found = error


def _send_sheet(
    sender: Sender,
    about: _About,
    rows: Iterable[list[Any]],
    progress: tuple[float, float, int],
) -> None:
    sender.send("sheet", about)
    begun, ended, expected = progress
    sent = 0
    for some in _pieces(rows):
        sender.send("rows", some)
        sent += len(some)
        sender.progress(begun + (ended - begun) * min(1.0, sent / expected))


def _pieces(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    piece: list[list[Any]] = []
    for row in rows:
        piece.append(row)
        if len(piece) == ROWS_A_FRAME:
            yield piece
            piece = []
    if piece:
        yield piece


def main(path: Path) -> int:
    """Read one file and send the frames to standard output; errors become a sentence."""
    sender = Sender(sys.stdout.buffer)
    try:
        confine(path.stat().st_size)
        read(path, sender)
    except FileRefusedError as error:
        sender.send("refused", str(error))
    except OSError as error:
        sender.send("refused", _unreadable(error))
    except MemoryError:
        sender.send("refused", str(container.far_cell()))
    except BaseException as error:  # noqa: BLE001 - the parser's panics are no Exceptions
        if "Password" in type(error).__name__:
            text = _("文件有密码，无法读取。请在 Excel 中取消密码后再导入。")
            sender.send("refused", text)
        else:
            sys.stderr.write(f"{type(error).__name__}\n")
            sender.send("refused", str(container.damaged()))
    return 0


def _unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("找不到这个文件，它可能已被移动或改名。")
    if isinstance(error, IsADirectoryError):
        return _("这是一个文件夹，请选择其中的文件。")
    if isinstance(error, PermissionError):
        return _("打不开这个文件：它可能正在 Excel 中打开，或没有读取权限。请关闭它后再试。")
    return _("读取文件时出错。请检查磁盘或网络盘，或把文件复制到本机后再试。")


if __name__ == "__main__":
    sys.exit(main(Path(os.fsdecode(sys.argv[1]))))
