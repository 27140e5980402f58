"""``keyou export``: all clients, communications or bookings as a workbook or CSV."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.cli.output import print_line, print_progress
from app.db import Desk
from app.domain.types import ImportKind
from app.i18n import _

_KINDS = ("clients", "communications", "bookings")
_KINDS_TOLD = _("clients 客户、communications 沟通记录、bookings 预订")


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("export", help=_("导出客户、沟通记录或预订为 Excel 或 CSV 文件"))
    parser.add_argument("kind", choices=_KINDS, metavar=_("内容"), help=_KINDS_TOLD)
    told = _("写到哪里：.xlsx 或 .csv")
    parser.add_argument("file", type=_list_file, metavar=_("文件"), help=told)
    parser.set_defaults(run=_export)


def _list_file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise argparse.ArgumentTypeError(_("文件名要以 .xlsx 或 .csv 结尾"))
    return path


def _export(open_desk: Callable[[], Desk], arguments: argparse.Namespace) -> None:
    from app.exchange.lists_book import export_list

    kind = ImportKind(arguments.kind)
    desk = open_desk()
    rows, warnings = export_list(desk.db, kind, arguments.file, progress=_tell)
    for warning in warnings:
        print_progress(warning)
    print_line(
        _("已导出{what} {n:,} 行：{file}").format(what=kind.label, n=rows, file=arguments.file)
    )


def _tell(done: int, of: int) -> None:
    if done == of or done % 10_000 == 0:
        print_progress(_("已写 {done:,}/{of:,} 行").format(done=done, of=of))
