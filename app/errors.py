"""Errors the user can do something about; everything else is a bug and reaches the crash window."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.i18n import _


class AppError(Exception):
    """An expected failure. ``str(error)`` is a sentence to show the user."""


class InvalidInputError(AppError):
    """The user's input breaks a rule.

    Attributes:
        fields: Message to show beside each wrong field, by field name.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


class ConflictError(AppError):
    """The record changed or went away since it was loaded."""

    def __init__(self) -> None:
        super().__init__(_("这条记录已在别处被修改，请重新载入后再保存。"))


class NotAllowedError(AppError):
    """This person, or nobody, may not do this, or not now; the message says who may."""


class StorageError(AppError):
    """The office file could not be read or written; nothing was changed."""


class ForeignFileError(StorageError):
    """A database of another program, or of a newer version of this one; it was left as it was."""


class NoFileError(StorageError):
    """Something else than a file stands where one belongs: a folder, a pipe, a device."""

    def __init__(self, path: Path) -> None:
        sentence = _(
            "{file} 不是文件（是文件夹、管道或设备），没有打开。请把它移开，再放回原来的文件。"
        )
        super().__init__(sentence.format(file=path))


class LockedFileError(StorageError):
    """A file is encrypted, and its password was not given.

    Attributes:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        sentence = _("{file} 加了密，没有文件密码打不开。")
        super().__init__(sentence.format(file=path))
        self.path = path


class DamagedFileError(StorageError):
    """The office file is damaged or gone; a backup may help. What is there was left as it was.

    Attributes:
        path: The office file.
        what: What is wrong with it, in a few words, as far as that is known.
        gone: There is no such file, though there was one.
    """

    def __init__(self, path: Path, what: str = "", *, gone: bool = False) -> None:
        why = _("（{what}）").format(what=what) if what else ""
        sentence = _("{file} 打不开或已损坏{why}。原文件没有改动，请不要删除它。")
        if gone:
            sentence = _("{file} 不见了，可是这个文件夹里有它的备份。没有新建空的数据文件。")
        super().__init__(sentence.format(file=path, why=why))
        self.path = path
        self.what = what
        self.gone = gone


class LostTableError(StorageError):
    """A table of the office file is gone.

    Attributes:
        table: Its name.
    """

    def __init__(self, table: str) -> None:
        sentence = _(
            "数据文件已损坏：里面没有“{table}”这张表了。请不要继续录入，退出客友，用备份恢复。"
        )
        super().__init__(sentence.format(table=table))
        self.table = table


class FileRefusedError(AppError):
    """A file from outside cannot be taken in: unreadable, too large, encrypted, hostile."""


class CancelledError(AppError):
    """The user stopped a long job; nothing was changed."""

    def __init__(self, told: str = "") -> None:
        super().__init__(told or _("已取消，没有改动任何数据。"))


class CannotUndoError(AppError):
    """Later work depends on what should be taken back.

    Attributes:
        reasons: One sentence for each record in the way, at most a few.
    """

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(_("不能撤销：") + "\n".join(reasons))
        self.reasons = tuple(reasons)
