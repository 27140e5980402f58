import pytest

from app.ui.preferences import Preferences


@pytest.mark.parametrize("mounted", [True, False], ids=["mount point", "nothing"])
def test_nothing_is_written_where_the_stick_with_the_office_was_pulled_out(tmp_path, qapp, mounted):
    folder = tmp_path / "stick" / "office"
    folder.mkdir(parents=True)
    kept = Preferences(folder / "preferences.ini")
    folder.rename(tmp_path / "away")
    if mounted:
        folder.mkdir()
    kept.keep("a", "1")
    kept._store.sync()
    assert not (folder / "preferences.ini").exists()
    assert folder.exists() == mounted
    if mounted:
        folder.rmdir()
    (tmp_path / "away").rename(folder)
    kept.keep("a", "2")
    kept._store.sync()
    assert (folder / "preferences.ini").exists()
