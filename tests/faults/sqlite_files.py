"""SQLite's own file operations, watched through its own door for them: a VFS.

The VFS is the system's with another method here and there, so locks and reads are untouched. It is
the default one only inside ``sqlite_files``; what was opened then keeps it, unwatched, afterwards.
"""

import _sqlite3
import ctypes
import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.faults.operations import Watcher

_NEW_JOURNAL = 0x800 | 0x4000 | 0x80000
"""SQLITE_OPEN_MAIN_JOURNAL, _SUPER_JOURNAL, _WAL: the first sync of such a file, where it was made
new, forces its folder to the disk too."""
_FULL, _CANTOPEN = 13, 14
_IOERR = {"write": 778, "sync": 1034, "sync_folder": 1290, "truncate": 1546, "unlink": 2570}

_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_Delete = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_Close = CFUNCTYPE(c_int, c_void_p)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        ("xOpen", c_void_p),
        ("xDelete", c_void_p),
        *((f"other{n}", c_void_p) for n in range(14)),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [
        ("iVersion", c_int),
        ("xClose", c_void_p),
        ("xRead", c_void_p),
        ("xWrite", c_void_p),
        ("xTruncate", c_void_p),
        ("xSync", c_void_p),
        *((f"other{n}", c_void_p) for n in range(13)),
    ]


class _File:
    """An open file that is watched."""

    def __init__(self, path: str, *, sync_folder: bool) -> None:
        self.path, self.sync_folder = path, sync_folder


class _WatchedVfs:
    def __init__(self, library: str) -> None:
        self._sqlite = ctypes.CDLL(library)
        self._sqlite.sqlite3_vfs_find.restype = c_void_p
        self._real = _Vfs.from_address(self._sqlite.sqlite3_vfs_find(None))
        self._open, self._delete = _Open(self._real.xOpen), _Delete(self._real.xDelete)
        self._kept: list[Any] = [_Open(self._opened), _Delete(self._deleted)]
        self._vfs = _Vfs.from_buffer_copy(self._real)
        self._vfs.zName, self._vfs.pNext = b"watched", None
        self._vfs.xOpen, self._vfs.xDelete = map(_address, self._kept)
        self._methods: dict[int, _Methods] = {}
        self._files: dict[int, _File] = {}
        self._root, self._watcher = "", None  # type: tuple[str, Watcher | None]

    @contextmanager
    def watch(self, folder: Path, watcher: "Watcher") -> Iterator[None]:
        self._root, self._watcher = f"{folder.resolve()}{os.sep}", watcher
        self._sqlite.sqlite3_vfs_register(ctypes.byref(self._vfs), 1)
        try:
            yield
        finally:
            self._sqlite.sqlite3_vfs_unregister(ctypes.byref(self._vfs))
            self._watcher = None

    def _asked(self, kind: str, path: str, **more: Any) -> int:
        """Return 0 or SQLite's code of the failure that is wished for."""
        from tests.faults.operations import Op

        if self._watcher is None:
            return 0
        why = self._watcher.before(Op(kind, path, **more))
        if why == errno.ENOSPC:
            return _FULL
        return why and _IOERR.get(kind, _CANTOPEN)

    def _done(self, kind: str, path: str, **more: Any) -> None:
        from tests.faults.operations import Op

        if self._watcher is not None:
            self._watcher.after(Op(kind, path, **more))

    def _inside(self, name: str) -> str | None:
        return name.removeprefix(self._root) if name.startswith(self._root) else None

    def _opened(self, vfs: int, name: int, file: int, flags: int, told: Any) -> int:
        path = self._inside(os.fsdecode(ctypes.string_at(name))) if name else None
        if path is None or self._watcher is None:
            return self._open(vfs, name, file, flags, told)
        new = not Path(self._root, path).exists()
        if new and (code := self._asked("create", path)):
            return code
        code = self._open(vfs, name, file, flags, told)
        if code == 0:
            if new:
                self._done("create", path)
            self._files[file] = _File(path, sync_folder=new and bool(flags & _NEW_JOURNAL))
            methods = c_void_p.from_address(file)
            methods.value = ctypes.addressof(self._methods_for(methods.value or 0))
        return code

    def _methods_for(self, real_at: int) -> _Methods:
        if real_at not in self._methods:
            real = _Methods.from_address(real_at)
            own = _Methods.from_buffer_copy(real)
            self._methods[real_at] = own
            for name, kind, make in (
                ("xClose", _Close, self._closing),
                ("xWrite", _Write, self._writing),
                ("xTruncate", _Truncate, self._truncating),
                ("xSync", _Sync, self._syncing),
            ):
                callback = kind(make(kind(getattr(real, name))))
                self._kept.append(callback)
                setattr(own, name, _address(callback))
        return self._methods[real_at]

    def _closing(self, real: Any) -> Any:
        def closed(file: int) -> int:
            self._files.pop(file, None)
            return real(file)

        return closed

    def _writing(self, real: Any) -> Any:
        def wrote(file: int, source: int, size: int, offset: int) -> int:
            path, content = self._files[file].path, ctypes.string_at(source, size)
            if code := self._asked("write", path, offset=offset, content=content):
                if code == _FULL:  # as a full disk does: what there is room for is written
                    real(file, source, size // 2, offset)
                return code
            code = real(file, source, size, offset)
            if code == 0:
                self._done("write", path, offset=offset, content=content)
            return code

        return wrote

    def _truncating(self, real: Any) -> Any:
        def truncated(file: int, size: int) -> int:
            path = self._files[file].path
            code = self._asked("truncate", path, offset=size) or real(file, size)
            if code == 0:
                self._done("truncate", path, offset=size)
            return code

        return truncated

    def _syncing(self, real: Any) -> Any:
        def synced(file: int, flags: int) -> int:
            opened = self._files[file]
            code = self._asked("sync", opened.path) or real(file, flags)
            if code == 0:
                self._done("sync", opened.path)
                if opened.sync_folder:
                    self._done("sync_folder", _parent(opened.path))
                    opened.sync_folder = False
            return code

        return synced

    def _deleted(self, vfs: int, name: bytes, sync_folder: int) -> int:
        path = self._inside(os.fsdecode(name))
        if path is None or self._watcher is None or not Path(self._root, path).exists():
            return self._delete(vfs, name, sync_folder)
        if code := self._asked("unlink", path):
            return code
        code = self._delete(vfs, name, 0)
        if code == 0:
            self._done("unlink", path)
        if code == 0 and sync_folder:
            code = self._asked("sync_folder", _parent(path)) and _IOERR["sync_folder"]
            if code == 0:
                _force_folder(Path(self._root, path).parent)
                self._done("sync_folder", _parent(path))
        return code


def _force_folder(folder: Path) -> None:
    handle = _real_open(folder, os.O_RDONLY)
    _real_fsync(handle)
    _real_close(handle)


def _parent(path: str) -> str:
    return os.path.dirname(path)  # noqa: PTH120 - "" for the folder itself


def _address(callback: Any) -> int | None:
    return ctypes.cast(callback, c_void_p).value


_real_open, _real_fsync, _real_close = os.open, os.fsync, os.close
_watching: list[_WatchedVfs] = []


@contextmanager
def sqlite_files(folder: Path, watcher: "Watcher") -> Iterator[None]:
    """Let ``watcher`` see what SQLite does to files in ``folder``; for new connections.

    Both libraries are watched: Python's own, and SQLCipher's.
    """
    if not _watching:
        from sqlcipher3 import _sqlite3 as _cipher

        _watching.extend(_WatchedVfs(one.__file__) for one in (_sqlite3, _cipher))
    with ExitStack() as stack:
        for one in _watching:
            stack.enter_context(one.watch(folder, watcher))
        yield
