"""Work that puts another file in the office file's place: a backup, or itself under another key."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.backups.record import Doer
from app.backups.restoring import Restored
from app.config import OfficeFolder
from app.db import Database
from app.encryption.key import FileKey
from app.i18n import _
from app.ui.progress import watched
from app.ui.workers import Job
from app.upgrade import restore_and_open


def restoring(
    db: Database, folder: OfficeFolder, backup: Path, by: Doer | None
) -> Callable[[Job], Restored]:
    """Return the work of restoring a backup and bringing it to this program's version."""

    def work(job: Job) -> Restored:
        job.report(0, 0, _("正在恢复…"))
        keeping = _("正在恢复，先把现在的数据留成一份备份…")
        looks = watched(job, keeping, _("正在恢复，请不要关机…"))
        db.close()
        restored = restore_and_open(folder, backup, now=_now(), watch=looks, by=by)
        db.close()  # the window may have read meanwhile, from the file that was replaced
        return restored

    return work


def encrypting(
    db: Database, folder: OfficeFolder, key: FileKey | None, by: Doer | None
) -> Callable[[Job], str]:
    """Return the work of writing the file anew under a key, or without one, and what is told."""
    from app.backups.encrypting import switch_encryption
    from app.ui.settings.encryption import switched

    again = folder.keys.of(folder.database) is not None

    def work(job: Job) -> str:
        looks = watched(job, _("正在备份，然后重写数据文件…"), _("就要完成，请不要关机…"))
        db.close()
        switch_encryption(folder, key, now=_now(), watch=looks, by=by)
        db.close()  # as after restoring
        return switched(key, again=again)

    return work


def _now() -> datetime:
    return datetime.now().astimezone()
