"""``keyou check``, ``self-check`` and ``sample``: the file, the program, the sample office."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from app.cli.output import print_json, print_line
from app.db import Desk
from app.domain.rights import Right
from app.errors import AppError, DamagedFileError, LostTableError
from app.i18n import _

if TYPE_CHECKING:
    from app.queries.checking import Finding

OpenDesk = Callable[[], Desk]
FOUND_WRONG = 1


def register(commands: Any) -> None:
    """Add the commands."""
    check = commands.add_parser("check", help=_("检查数据文件：完整、引用、合计与日期"))
    check.add_argument("--mend", action="store_true", help=_("重新计算不符的合计与日期"))
    check.add_argument("--json", action="store_true", help=_("输出 JSON"))
    check.set_defaults(run=run_check)
    own = commands.add_parser("self-check", help=_("检查程序本身能否正常工作"))
    own.set_defaults(run=run_self_check)
    sample = commands.add_parser("sample", help=_("装入示例数据，或用 --remove 全部移除"))
    sample.add_argument("--remove", action="store_true", help=_("移除示例数据"))
    sample.set_defaults(run=run_sample)


def run_check(open_desk: OpenDesk, wanted: argparse.Namespace) -> int:
    """Print what was found with what can be done about it; exit 1 when there is anything."""
    from app.queries.checking import in_short

    found = _findings(open_desk, mend=wanted.mend)
    if wanted.json:
        print_json({"findings": [{"text": f.text, "remedy": f.remedy} for f in found]})
    else:
        for finding in in_short(found, _("要看全部，请运行 keyou check --json。")):
            print_line(f"{finding.text}{finding.remedy}")
        if not found:
            print_line(_("检查完毕，没有发现问题。"))
    return FOUND_WRONG if found else 0


def _findings(open_desk: OpenDesk, *, mend: bool) -> "list[Finding]":
    from app.queries.checking import Finding, findings
    from app.services.checking import mend_facts

    try:
        desk = open_desk()
    except (DamagedFileError, LostTableError) as error:
        remedy = _("请用 keyou restore 恢复最近的备份，或打开客友按提示恢复或抢救。")
        return [Finding(str(error), remedy, damage=True)]
    desk.require(Right.SETTINGS)  # who sees some of the clients would compare some of them
    if mend:
        mend_facts(desk)
    with desk.db.read() as session:
        # asked whether to stop, Python sees that Ctrl+C was pressed in the midst of a statement
        return list(findings(session, cancelled=lambda: False))


def run_self_check(_open_desk: OpenDesk, _wanted: argparse.Namespace) -> int:
    """Do the main job on the sample in a folder of its own, and say what worked."""
    from app.cli.demo import do_main_job

    with TemporaryDirectory(prefix="keyou-") as folder:
        do_main_job(Path(folder), datetime.now().astimezone())
    print_line(_("自检完毕：导入、筛选、工作簿和 PDF 都正常。"))
    return 0


def run_sample(open_desk: OpenDesk, wanted: argparse.Namespace) -> int:
    """Put the sample office in, or take all of it out."""
    from app.exchange.sample_office import fill_sample
    from app.services.sample import has_sample, remove_sample

    desk = open_desk()
    with desk.db.read() as session:
        there = has_sample(session)
    if wanted.remove:
        if not there:
            raise AppError(_("这里没有示例数据。"))
        remove_sample(desk)
        print_line(_("示例数据已全部移除。"))
        return 0
    if there:
        raise AppError(_("示例数据已经在这里了。"))
    fill_sample(desk)
    print_line(_("已装入示例数据。"))
    return 0
