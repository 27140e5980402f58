"""Errors the user can do something about; everything else is a bug and reaches the crash window."""

from collections.abc import Mapping, Sequence

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


class StorageError(AppError):
    """The office file could not be read or written; nothing was changed."""


class FileRefusedError(AppError):
    """A file from outside cannot be taken in: unreadable, too large, encrypted, hostile."""


class CancelledError(AppError):
    """The user stopped a long job; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(_("已取消，没有改动任何数据。"))


class CannotUndoError(AppError):
    """Later work depends on what should be taken back.

    Attributes:
        reasons: One sentence for each record in the way, at most a few.
    """

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(_("不能撤销：") + " ".join(reasons))
        self.reasons = tuple(reasons)
