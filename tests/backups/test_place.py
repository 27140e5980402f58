from pathlib import Path, PureWindowsPath

import pytest

from app.backups.place import cloud_in, doubts_about, on_network


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (r"C:\Users\li\OneDrive - 酒店\文档\客友", "OneDrive - 酒店"),
        (r"D:\坚果云\客友", "坚果云"),
        (r"D:\Dropbox\a", "Dropbox"),
        (r"D:\客友", ""),
    ],
)
def test_fault_21_folders_that_synchronise_are_known(path, name):
    assert cloud_in(PureWindowsPath(path)) == name


def test_fault_21_a_share_is_known_by_its_name_and_a_mount_by_its_kind(tmp_path, monkeypatch):
    assert on_network(Path(r"\\server\share\客友"))
    mounts = tmp_path / "mounts"
    monkeypatch.setattr("app.backups.place.MOUNTS", mounts)
    assert not on_network(Path("/srv/office"))
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\n//pc/share /srv/our\\040share cifs rw 0 0\n\n")
    assert on_network(Path("/srv/our share/客友"))
    assert not on_network(Path("/srv/office"))


def test_fault_21_what_speaks_against_a_place_is_told(tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    monkeypatch.setattr("app.backups.place.MOUNTS", mounts)
    mounts.write_text("a / nfs4 rw\n")
    assert "网络盘" in doubts_about(tmp_path)
    mounts.write_text("a / ext4 rw\n")
    assert doubts_about(tmp_path) == ""
    assert "OneDrive" in doubts_about(tmp_path / "OneDrive" / "客友")


def test_fault_16_a_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("os.access", lambda _path, _how: False)
    assert "只能查看" in doubts_about(tmp_path)
