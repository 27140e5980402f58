"""How the command line explains itself: Python's own parser speaks English, this one Chinese."""

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from typing_extensions import override

from app.i18n import _

_ARGUMENT = r"argument (?P<name>.+?): "
_SENTENCES = (
    (r"the following arguments are required: (?P<names>.+)", _("还缺少：{names}")),
    (r"unrecognized arguments: (?P<words>.+)", _("不认识：{words}")),
    (
        _ARGUMENT + r"invalid choice: (?P<word>.+?) \(choose from (?P<choices>.+)\)",
        _("{name} 不能是 {word}，可选：{choices}"),
    ),
    (_ARGUMENT + r"invalid int value: (?P<word>.+)", _("{name} 要写整数，不能是 {word}")),
    (_ARGUMENT + r"invalid \S+ value: (?P<word>.+)", _("{name} 不能是 {word}")),
    (_ARGUMENT + r"expected (?:one|at least one|\d+) arguments?", _("{name} 后面还要写内容")),
    (_ARGUMENT + r"ignored explicit argument (?P<word>.+)", _("{name} 后面不能写 {word}")),
    (
        r"ambiguous option: (?P<word>.+?) could match (?P<choices>.+)",
        _("{word} 不明确，可以是：{choices}"),
    ),
    (_ARGUMENT + r"(?P<told>.+)", _("{name}：{told}")),
)
"""What Python says of a wrong call, and how we say it; the first that fits."""


class _Layout(argparse.HelpFormatter):
    """Says 用法 where Python says usage."""

    @override
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _("用法：") if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """Parses a command line; help and errors are Chinese, a wrong call exits with 2.

    Subcommands get a parser of this kind by themselves.
    """

    def __init__(self, *, add_help: bool = True, **options: Any) -> None:
        options.setdefault("formatter_class", _Layout)
        super().__init__(add_help=False, **options)
        self._positionals.title = _("要写的内容")
        self._optionals.title = _("可选")
        if add_help:
            self.add_argument("-h", "--help", action="help", help=_("显示这段说明"))

    @override
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(
            2,
            _("{program}：{told}。加 --help 看说明。\n").format(
                program=self.prog, told=in_chinese(message).rstrip("。")
            ),
        )


def path_given(text: str) -> Path:
    """Return the file or folder named; a script's empty variable names none, not this folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("这里是空的，没有写文件名或文件夹"))
    return Path(text)


def in_chinese(message: str) -> str:
    """Return what Python says of a wrong call as the office would say it."""
    for pattern, sentence in _SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(**found.groupdict())
    return message
