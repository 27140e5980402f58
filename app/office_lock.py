"""One writer an office (R8): whoever may write holds a lock that ends with his process.

The operating system gives the lock up when the process ends, however it ends, so neither a crash
nor anything written into the file can keep an office shut. The file itself only says who it is;
it is emptied at a good end, so what is left in it tells of a bad one.
"""

import os
import platform
import sys
import time
from contextlib import suppress
from pathlib import Path

from app.errors import StorageError
from app.i18n import _

FAR = 1 << 30
"""Where Windows locks a byte: none of those that say who holds it, or nobody could read them."""
MUCH = 4000
_SHOW = "show"
PATIENCE, PAUSE = 2.0, 0.05
"""Seconds to wait for the holder, and between two looks."""


class OfficeLock:
    """The lock of one office folder, to be held by this process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ended_badly = False
        self._handle: int | None = None

    def take(self) -> bool:
        """Hold it from now on; False where somebody else does.

        Where the folder allows no lock file at all nobody can write, and the answer is True.
        Afterwards ``ended_badly`` tells whether whoever held it before was cut off.
        """
        if self._handle is not None:
            return True
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            return True
        if not _locked(handle):
            os.close(handle)
            return False
        self._handle = handle
        self.ended_badly = bool(self._text())
        self._say(f"{os.getpid()} {platform.node()}\n")
        return True

    def wait(self) -> bool:
        """Take it, waiting a moment for somebody who is about to end."""
        end = time.monotonic() + PATIENCE
        while not self.take():
            if time.monotonic() > end:
                return False
            time.sleep(PAUSE)
        return True

    def hold(self) -> None:
        """Hold it to write.

        Raises:
            StorageError: Somebody else may write.
        """
        if not self.wait():
            raise StorageError(
                _("客友正在别处打开（{who}），没有写入。请先关闭它再试。").format(who=self.holder())
            )

    def release(self) -> None:
        """Give it up at a good end."""
        if self._handle is not None:
            self._say("")
            os.close(self._handle)
            self._handle = None

    def holder(self) -> str:
        """Say who holds it: the process and the computer, as far as can be read."""
        words = self._text().partition("\n")[0].split()
        if len(words) != 2:  # noqa: PLR2004 - two words
            return _("另一个程序")
        return _("电脑 {computer}，进程 {pid}").format(pid=words[0], computer=words[1])

    def ask_to_show(self) -> bool:
        """Ask the holder to come to the front; tell whether he answered within a moment."""
        with suppress(OSError), self.path.open("a", encoding="utf-8") as file:
            file.write(f"{_SHOW}\n")
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not self._asked():
                return True
            time.sleep(PAUSE)
        return False

    def answer(self) -> bool:
        """Tell the holder whether he is asked to come to the front, once for each time."""
        asked = self._asked()
        if asked:
            self._say(f"{os.getpid()} {platform.node()}\n")
        return asked

    def _asked(self) -> bool:
        return _SHOW in self._text().split()

    def _text(self) -> str:
        with suppress(OSError):
            if self.path.is_file():  # to read from a pipe would wait for ever
                return self.path.read_bytes()[:MUCH].decode("utf-8", "replace")
        return ""

    def _say(self, text: str) -> None:
        if self._handle is not None:
            with suppress(OSError):  # a full disk: who it is stays unsaid
                os.ftruncate(self._handle, 0)
                os.lseek(self._handle, 0, os.SEEK_SET)
                os.write(self._handle, text.encode())


def _locked(handle: int) -> bool:
    """Lock an open file for this process without waiting; False where another holds it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True
