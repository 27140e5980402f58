"""Whether the office folder lies where files are safe to work in."""

import os
import sys
from pathlib import Path, PurePath

from app.i18n import _

CLOUDS = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "nutstore",
    "坚果云",
    "百度网盘",
    "baidunetdisk",
    "baidusyncdisk",
    "wps云盘",
    "wpsdrive",
    "微云",
)
"""How folders begin that another program keeps the same on several computers."""
NETWORKS = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "webdav")
REMOTE_DRIVE = 4
MOUNTS = Path("/proc/mounts")


def doubts_about(folder: Path) -> str:
    """Say why an office should not be kept there; "" where nothing speaks against it."""
    if name := cloud_in(folder):
        return _(
            "数据文件夹在会自动同步的“{name}”里，正在写的文件可能被同步弄乱。"
            "请退出客友，把整个文件夹移到本机的普通文件夹。"
        ).format(name=name)
    if on_network(folder):
        return _(
            "数据文件夹在网络盘上，网络一断保存就会失败，也容易损坏。"
            "请退出客友，把整个文件夹移到本机，再用第二个备份文件夹备份到网络盘。"
        )
    if not os.access(folder, os.W_OK):
        return _(
            "数据文件夹现在不能写入（只读，或没有权限）：只能查看，填写的内容保存不了，也不会备份。"
            "请检查文件夹的权限，或退出客友，把它移到能写的地方。"
        )
    return ""


def cloud_in(folder: PurePath) -> str:
    """Return the part of a path that a synchronising program keeps, or ""."""
    found = (part for part in folder.parts if part.lower().startswith(CLOUDS))
    return next(found, "")


def on_network(folder: Path) -> bool:
    """Tell whether a folder lies on another computer, as far as the system says."""
    if str(folder).startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        kind: int = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return kind == REMOTE_DRIVE
    return _mounted_as(folder).startswith(NETWORKS)


def _mounted_as(folder: Path) -> str:
    """Return the kind of file system that holds a folder; "" where that cannot be told."""
    try:
        lines = MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    mounts = [line.split(" ") for line in lines]
    above = [one for one in mounts if len(one) > 2 and folder.is_relative_to(_plain(one[1]))]  # noqa: PLR2004 - device, place, kind
    return max(above, key=lambda one: len(one[1]))[2] if above else ""


def _plain(place: str) -> str:
    return place.replace("\\040", " ")
