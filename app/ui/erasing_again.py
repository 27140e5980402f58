"""Erasing again, beside a sign, who was erased and came back with an older office file (R13)."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.config import OfficeFolder
from app.db import Desk
from app.errors import AppError
from app.i18n import _
from app.services.personal.again import erase_again, is_left_to_erase
from app.ui.messages import tell
from app.ui.start_sign import StartSign
from app.ui.workers import Job, Workers

GoOn = Callable[[StartSign, Exception | None], None]


def erase_those_back(
    desk: Desk, folder: OfficeFolder, workers: Workers, go_on: GoOn
) -> StartSign | None:
    """Erase beside a sign whoever is back, then ``go_on`` with the sign and what went wrong.

    It takes seconds for each person. Returns the sign; None where there is nobody to erase.
    """
    if not is_left_to_erase(desk, folder):
        return None
    doing = _("正在再次清除以前清除过的个人信息，请不要关机…")
    sign = StartSign(doing)

    def work(job: Job) -> int:
        return erase_again(desk, folder, lambda done, of: job.report(done, of, doing))

    workers.run(
        sign,
        work,
        lambda _count: go_on(sign, None),
        lambda error: go_on(sign, error),
        lambda done, of, text: sign.show_progress(done, of if of > 1 else 0, text),
    )
    sign.show()
    return sign


def tell_not_erased(front: QWidget | None, error: Exception | None) -> None:
    """Tell what kept them from being erased, if anything did; what is no such failure is a bug."""
    if error is None:
        return
    if front is None or not isinstance(error, AppError):
        raise error
    told = _("有以前清除过的个人信息还在里面，没能再次清除：{why}\n下次打开客友时会再清除。")
    tell(front, _("没有完成"), told.format(why=error))
