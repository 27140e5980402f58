from PySide6.QtCore import QSettings

from app.ui.preferences import Preferences


def test_nothing_is_written_where_the_stick_with_the_office_was_pulled_out(tmp_path, qapp):
    path = tmp_path / "preferences.ini"
    kept = Preferences(path)
    kept.keep("a", "1")
    kept._store.sync()
    kept.keep("a", "3")
    kept._store.sync()
    assert QSettings(str(path), QSettings.Format.IniFormat).value("a") == "3"
    path.unlink()
    kept.keep("a", "4")
    kept._store.sync()
    assert not path.exists()
