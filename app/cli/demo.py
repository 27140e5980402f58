"""``keyou demo``: the main job on the sample office, from its workbooks to the papers to sign.

This is also what the program does where there is no display.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.cli.output import print_line
from app.cli.parser import path_given
from app.cli.screening import screened, write_files
from app.config import OfficeFolder
from app.db import Database, Desk
from app.domain.imported import ImportOptions
from app.domain.types import ImportKind
from app.errors import AppError, StorageError
from app.i18n import _
from app.upgrade import open_office
from app.whole_files import why

DEFAULT_OUT = "out"
ORDER = (
    ImportKind.CLIENTS,
    ImportKind.BOOKINGS,
    ImportKind.RECEIPTS,
    ImportKind.COMMUNICATIONS,
)


@dataclass(frozen=True, slots=True)
class MainJob:
    """What the main job made: the office's own files, and what came of them."""

    sources: tuple[Path, ...]
    office: Path
    workbook: Path
    ranking: Path
    sheets: Path
    clients: int


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("demo", help=_("用示例数据演示：导入、筛选、工作簿和 PDF"))
    parser.add_argument(
        "out",
        nargs="?",
        type=path_given,
        metavar=_("文件夹"),
        help=_("写到哪里（默认：out）"),
    )
    parser.set_defaults(run=run_demo)


def run_demo(_open_desk: Callable[[], Desk], wanted: argparse.Namespace) -> None:
    """Do the main job in a folder and say where everything is; the user's office stays closed."""
    out = new_place() if wanted.out is None else wanted.out.absolute()
    print_line(_("用程序自带的示例（虚构的酒店和客户）演示一遍年终筛选："))
    made = do_main_job(out, datetime.now().astimezone())
    for path in made.sources:
        print_line(_("　原始表格　{file}").format(file=path))
    print_line(_("　导入并筛选了 {n:,} 个客户").format(n=made.clients))
    print_line(_("　数据文件　{file}").format(file=made.office))
    print_line(_("　工作簿　　{file}").format(file=made.workbook))
    print_line(_("　排名表　　{file}").format(file=made.ranking))
    print_line(_("　评分表　　{file}").format(file=made.sheets))


def new_place() -> Path:
    """Return where the demonstration goes by itself: out, or beside it where somebody works."""
    here = Path.cwd()
    places = (here / f"{DEFAULT_OUT}{n}" for n in ("", *(f"-{n}" for n in range(2, 100))))
    return next(path for path in places if may_be_written_over(OfficeFolder(path)))


def may_be_written_over(folder: OfficeFolder) -> bool:
    """Tell whether nothing is there, or all that a demonstration leaves and nobody worked with.

    Whoever opens an office leaves its lock beside it.
    """
    from app.exchange.sample_books import book_places

    left = [path.exists() for path in (*book_places(folder.path), folder.database)]
    return not any(left) or (all(left) and not folder.lock.exists())


def do_main_job(out: Path, now: datetime) -> MainJob:
    """Write the sample's workbooks, import them into a new office, screen last year, write it all.

    What an earlier demonstration left there is replaced.

    Raises:
        StorageError: The folder cannot be used.
        AppError: Somebody's own files are in it.
    """
    from app.exchange.importing import take_in
    from app.exchange.sample_books import write_sample_books

    folder = OfficeFolder(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        if not may_be_written_over(folder):
            told = _("{folder} 里有别的数据文件或表格，演示不能盖掉它们。请换一个文件夹。")
            raise AppError(told.format(folder=out))
        folder.database.unlink(missing_ok=True)
    except OSError as error:
        told = _("不能在 {folder} 里写文件：{why}")
        raise StorageError(told.format(folder=out, why=why(error))) from error
    sources = write_sample_books(out, now.date())
    open_office(folder, now=now)
    db = Database(folder.database)
    desk = Desk(db, None, lambda: now)
    try:
        for kind, path in zip(ORDER, sources, strict=True):
            take_in(desk, path, kind, ImportOptions(join_duplicates=True))
        year = now.year - 1
        printed = screened(desk, year, None)
        workbook = out / _("{year}年终筛选.xlsx").format(year=year)
        ranking = out / _("{year}排名表.pdf").format(year=year)
        sheets = out / _("{year}评分表.pdf").format(year=year)
        write_files(printed, xlsx=workbook, pdf=ranking, sheets=sheets)
    finally:
        db.close()
    return MainJob(sources, folder.database, workbook, ranking, sheets, len(printed.lines))
