"""``keyou import`` and ``keyou undo-import``."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.backups.making import back_up
from app.cli.output import print_json, print_line, print_progress
from app.cli.parser import path_given
from app.config import OfficeFolder
from app.db import Desk
from app.domain.backups import Reason
from app.domain.import_notes import layout_notes
from app.domain.imported import ImportOptions, ImportOutcome
from app.domain.types import BatchId, ImportKind
from app.errors import AppError, FileRefusedError
from app.exchange.importing import take_in
from app.exchange.rejects import reasons_text, write_rejects
from app.i18n import _
from app.services.imports import undo_import
from app.whole_files import check_place

MOST_TOLD = 10
TOLD_EVERY = 10
"""Progress is told each so many percent."""


def register(commands: Any) -> None:
    """Add the commands to the parser's ``commands``."""
    parser = commands.add_parser("import", help=_("导入客户、预订、收款或沟通记录"))
    kinds = "、".join(f"{kind.value} {kind.label}" for kind in ImportKind)
    parser.add_argument(
        "kind", choices=[kind.value for kind in ImportKind], metavar=_("内容"), help=kinds
    )
    parser.add_argument(
        "file", type=path_given, metavar=_("文件"), help=_(".xlsx、.xls、.ods 或 .csv 文件")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("只看结果，不写入"))
    parser.add_argument(
        "--join-duplicates", action="store_true", help=_("确定是同一客户的行并入已有档案")
    )
    parser.add_argument("--open-missing", action="store_true", help=_("档案里没有的客户新开档案"))
    parser.add_argument(
        "--visible-only", action="store_true", help=_("隐藏的、被筛选掉的行不导入（.xlsx 文件）")
    )
    parser.add_argument(
        "--rejects", type=path_given, metavar=_("文件.xlsx"), help=_("退回的行写到这里")
    )
    parser.add_argument("--json", action="store_true", help=_("输出 JSON"))
    parser.set_defaults(run=_import)
    undo = commands.add_parser("undo-import", help=_("撤销一次导入"))
    undo.add_argument("batch", type=int, metavar=_("编号"), help=_("导入时给出的编号"))
    undo.set_defaults(run=_undo)


def _import(open_desk: Callable[[], Desk], arguments: argparse.Namespace) -> None:
    options = ImportOptions(
        join_duplicates=arguments.join_duplicates, open_missing=arguments.open_missing
    )
    _check_rejects(arguments.rejects, arguments.file)
    desk = open_desk()
    if not arguments.dry_run:
        back_up(OfficeFolder(desk.db.path.parent, desk.db.keys), Reason.IMPORT, now=desk.now())
    try:
        opened, layout, outcome = take_in(
            desk,
            arguments.file,
            ImportKind(arguments.kind),
            options,
            dry_run=arguments.dry_run,
            visible_only=arguments.visible_only,
            progress=_Told().tell,
        )
    except FileRefusedError as error:
        told = _("{file}：{why}").format(file=arguments.file, why=error)
        raise FileRefusedError(told) from error
    for note in layout_notes(opened.sheets, layout):
        print_progress(note)
    lost: tuple[str, ...] = ()
    if arguments.rejects is not None and outcome.rejected:
        lost = write_rejects(opened, layout, outcome.rejected, arguments.rejects)
    if arguments.json:
        print_json(_as_json(outcome, arguments.file))
    else:
        _print(outcome)
    for sentence in lost:
        print_progress(sentence)


def _check_rejects(rejects: Path | None, file: Path) -> None:
    """See before anything is imported that the rejected rows will have their place."""
    if rejects is None:
        return
    if rejects.resolve() == file.resolve():
        raise AppError(_("退回的行不能写到要导入的文件上，请给另一个文件名。"))
    check_place(rejects)


def _undo(open_desk: Callable[[], Desk], arguments: argparse.Namespace) -> None:
    undo_import(open_desk(), BatchId(arguments.batch))
    print_line(_("已撤销导入 {batch}。").format(batch=arguments.batch))


class _Told:
    """Tells the progress on standard error, not too often."""

    def __init__(self) -> None:
        self._last = 0

    def tell(self, done: int, of: int) -> None:
        percent = 100 * done // of
        if percent >= self._last + TOLD_EVERY:
            self._last = percent - percent % TOLD_EVERY
            print_progress(_("已完成 {percent}%").format(percent=percent))


def _as_json(outcome: ImportOutcome, file: Path) -> dict[str, Any]:
    return {
        "kind": outcome.kind.value,
        "file": str(file),
        "rows": outcome.rows,
        "added": outcome.added,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "joined": outcome.joined,
        "rejected": len(outcome.rejected),
        "batch": outcome.batch_id,
    }


def _print(outcome: ImportOutcome) -> None:
    counts = _(
        "{kind}：共 {rows:,} 行，新增 {added:,}，更新 {updated:,}，"
        "不变 {same:,}，并入 {joined:,}，退回 {rejected:,}"
    )
    print_line(
        counts.format(
            kind=outcome.kind.label,
            rows=outcome.rows,
            added=outcome.added,
            updated=outcome.updated,
            same=outcome.unchanged,
            joined=outcome.joined,
            rejected=len(outcome.rejected),
        )
    )
    for row in outcome.rejected[:MOST_TOLD]:
        place = outcome.place(row.number)
        print_line(_("第 {n} 行退回：{why}").format(n=place, why=reasons_text(row)))
    if len(outcome.rejected) > MOST_TOLD:
        print_line(
            _("……其余 {n} 行可用 --rejects 写成文件。").format(n=len(outcome.rejected) - MOST_TOLD)
        )
    _print_notes(outcome)


def _print_notes(outcome: ImportOutcome) -> None:
    for like in outcome.likes[:MOST_TOLD]:
        told = _("已并入：{name} → {other}") if like.joins else _("像是同一客户：{name} 与 {other}")
        print_line(told.format(name=like.name, other=like.other(outcome.place)))
    if outcome.new_staff:
        print_line(_("新登记的人员：{names}").format(names="、".join(outcome.new_staff)))
    if outcome.opened:
        print_line(_("新开档案的客户：{n} 个").format(n=len(outcome.opened)))
    if outcome.batch_id is not None:
        print_line(_("撤销请用：undo-import {batch}").format(batch=outcome.batch_id))
    elif len(outcome.rejected) == outcome.rows:
        print_line(_("没有一行能导入，什么也没有写入。请按退回原因改好再导。"))
