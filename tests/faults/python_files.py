"""Python's own file operations, watched where they all pass: the functions of ``os``.

A file opened for writing inside the watched folder is Python's own file in Python (``_pyio``),
which does its work by those functions too.
"""

import _pyio
import builtins
import io
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from tests.faults.operations import Watcher

_UNSEEN = ("pwrite", "writev", "pwritev", "sendfile", "copy_file_range", "link", "symlink")
"""Other ways to change files. Whoever begins to use one must first teach it to this module."""


class _Watched:
    def __init__(self, folder: Path, watcher: "Watcher") -> None:
        self._root = f"{folder.resolve()}{os.sep}"
        self._watcher = watcher
        self._handles: dict[int, str] = {}
        self._real = {name: getattr(os, name) for name in dir(os) if callable(getattr(os, name))}
        self._real_io = builtins.open

    def names(self) -> Iterator[tuple[str, Any]]:
        own = ("open", "close", "write", "ftruncate", "truncate", "unlink", "mkdir")
        yield from ((name, getattr(self, name)) for name in own)
        yield from (("remove", self.unlink), ("rename", self.replace), ("replace", self.replace))
        yield from (("fsync", self.fsync), ("fdatasync", self.fsync))
        yield from ((name, self._unseen(name)) for name in _UNSEEN if name in self._real)

    def io_open(self, file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        writes = not isinstance(file, int) and set(mode) & set("wax+")
        if writes and self._inside(file) is not None:
            return _pyio.open(file, mode, *more, **named)
        return self._real_io(file, mode, *more, **named)

    def open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        inside = self._inside(path)
        if inside is None:
            return int(self._real["open"](path, flags, mode, **more))
        there = os.path.exists(path)  # noqa: PTH110 - not through what is watched
        creates, empties = flags & os.O_CREAT and not there, flags & os.O_TRUNC and there
        if creates:
            self._ask("create", inside)
        if empties:
            self._ask("truncate", inside)
        handle = int(self._real["open"](path, flags, mode, **more))
        self._handles[handle] = inside
        if creates:
            self._done("create", inside)
        if empties:
            self._done("truncate", inside)
        return handle

    def close(self, handle: int) -> None:
        self._handles.pop(handle, None)
        self._real["close"](handle)

    def write(self, handle: int, content: Any) -> int:
        path = self._handles.get(handle)
        if path is None:
            return int(self._real["write"](handle, content))
        self._ask("write", path, content=bytes(content))
        size = int(self._real["write"](handle, content))
        offset = os.lseek(handle, 0, os.SEEK_CUR) - size
        self._done("write", path, offset=offset, content=bytes(content)[:size])
        return size

    def ftruncate(self, handle: int, size: int) -> None:
        path = self._handles.get(handle)
        if path is not None:
            self._ask("truncate", path, offset=size)
        self._real["ftruncate"](handle, size)
        if path is not None:
            self._done("truncate", path, offset=size)

    def truncate(self, path: Any, size: int) -> None:
        handle = self.open(path, os.O_WRONLY)
        self.ftruncate(handle, size)
        self.close(handle)

    def fsync(self, handle: int) -> None:
        path = self._handles.get(handle)
        kind = "sync"
        if path is not None:
            whole = Path(self._root, path)
            kind = "sync_folder" if whole.is_dir() else "sync"
            self._ask(kind, path)
        self._real["fsync"](handle)
        if path is not None:
            self._done(kind, path)

    def replace(self, source: Any, target: Any, **more: Any) -> None:
        old, new = self._inside(source), self._inside(target)
        if old is None or new is None:
            if (old, new) != (None, None):
                raise NotImplementedError("a move into or out of the watched folder")
            self._real["replace"](source, target, **more)
            return
        self._ask("rename", old, target=new)
        self._real["replace"](source, target, **more)
        self._handles = {h: new if path == old else path for h, path in self._handles.items()}
        self._done("rename", old, target=new)

    def unlink(self, path: Any, **more: Any) -> None:
        inside = self._inside(path)
        seen = inside is not None and os.path.lexists(path)
        if seen:
            self._ask("unlink", str(inside))
        self._real["unlink"](path, **more)
        if seen:
            self._done("unlink", str(inside))

    def mkdir(self, path: Any, mode: int = 0o777, **more: Any) -> None:
        inside = self._inside(path)
        seen = inside is not None and not os.path.lexists(path)
        if seen:
            self._ask("folder", str(inside))
        self._real["mkdir"](path, mode, **more)
        if seen:
            self._done("folder", str(inside))

    def _unseen(self, name: str) -> Any:
        def refuse(*_given: Any, **_named: Any) -> None:
            raise NotImplementedError(f"os.{name} is not watched")

        return refuse

    def _inside(self, path: Any) -> str | None:
        """Return where in the watched folder a path leads; None outside, "" for the folder."""
        whole = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - must not be watched itself
        if whole + os.sep == self._root:
            return ""
        return whole.removeprefix(self._root) if whole.startswith(self._root) else None

    def _ask(self, kind: str, path: str, **more: Any) -> None:
        from tests.faults.operations import Op

        if why := self._watcher.before(Op(kind, path, **more)):
            raise OSError(why, os.strerror(why), path)

    def _done(self, kind: str, path: str, **more: Any) -> None:
        from tests.faults.operations import Op

        self._watcher.after(Op(kind, path, **more))


@contextmanager
def python_files(folder: Path, watcher: "Watcher") -> Iterator[None]:
    """Let ``watcher`` see what Python does to files in ``folder`` meanwhile."""
    own = _Watched(folder, watcher)
    with ExitStack() as stack:
        for name, function in own.names():
            stack.enter_context(patch.object(os, name, function))
        for module in (builtins, io):
            stack.enter_context(patch.object(module, "open", own.io_open))
        stack.enter_context(patch.object(shutil, "_USE_CP_SENDFILE", False))
        yield
