"""Asking for files: where one was last, and in Chinese."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QMessageBox, QWidget

from app.ui.files import (
    MissingWords,
    ask_to_open,
    ask_to_open_several,
    ask_to_save,
    folder_used_last,
    open_outside,
)
from app.ui.preferences import Preferences

DOCUMENTS = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


@pytest.fixture
def asked(qtbot, tmp_path, monkeypatch):
    """Answer every question with a file of another folder; keep where it was begun."""
    begun = []
    folder = tmp_path / "客户资料"
    folder.mkdir()

    def answer(path):
        def ask(_parent, _title, start, *_kinds):
            begun.append(Path(start))
            return path, ""

        return ask

    chosen = str(folder / "名单.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer(chosen))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer(chosen))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer([chosen]))
    return begun, folder


def test_questions_begin_in_the_documents_then_where_one_was_last(qtbot, asked, tmp_path):
    begun, folder = asked
    parent = QWidget()
    qtbot.addWidget(parent)
    path = tmp_path / "p.ini"
    assert ask_to_save(Preferences(path), parent, "导出", "表.xlsx") == str(folder / "名单.xlsx")
    start = DOCUMENTS if DOCUMENTS.is_dir() else Path.home()
    assert begun == [start / "表.xlsx"]
    again = Preferences(path)
    ask_to_open(again, parent, "选择")
    ask_to_open_several(again, parent, "附件")
    ask_to_save(again, parent, "导出", "表.xlsx")
    assert begun[1:] == [folder, folder, folder / "表.xlsx"]
    ask_to_save(again, parent, "退回", str(tmp_path / "原文件-退回的行.xlsx"))
    assert begun[-1] == tmp_path / "原文件-退回的行.xlsx", "beside the file they came of"
    folder.rmdir()
    ask_to_open(again, parent, "选择")
    assert begun[-1] == start


def test_without_a_documents_folder_questions_begin_at_home(tmp_path, monkeypatch):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _which: str(tmp_path / "none"))
    assert folder_used_last(Preferences(tmp_path / "p.ini")) == Path.home()


def test_nothing_chosen_changes_nothing(qtbot, asked, tmp_path, monkeypatch):
    _begun, folder = asked
    parent = QWidget()
    qtbot.addWidget(parent)
    kept = Preferences(tmp_path / "p.ini")
    ask_to_open(kept, parent, "选择")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: ([], ""))
    assert (ask_to_open(kept, parent, "选择"), ask_to_open_several(kept, parent, "x")) == ("", [])
    assert kept.text("files/folder") == str(folder)


def test_where_the_desktop_has_no_file_window_qts_own_is_chinese(qapp, qtbot):
    words = MissingWords(qapp)
    qapp.installTranslator(words)
    try:
        window = QFileDialog(None, "选择")
        window.setOption(QFileDialog.Option.DontUseNativeDialog)
        qtbot.addWidget(window)
        window.show()
        labels = {label.text() for label in window.findChildren(QLabel)}
        assert {"位置(&L)：", "文件类型(&T)："} <= labels
        assert window.findChild(QComboBox, "fileTypeCombo") is not None
        assert QCoreApplication.translate("QFileDialog", "nothing we know") == "nothing we know"
    finally:
        qapp.removeTranslator(words)


@pytest.mark.parametrize("there_is_one", [True, False])
def test_what_no_program_opens_is_told_with_its_place(qtbot, monkeypatch, there_is_one):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    opened = []

    def open_url(url):
        opened.append(url.toLocalFile())
        return there_is_one

    monkeypatch.setattr("app.ui.files.QDesktopServices.openUrl", open_url)
    open_outside(window, DOCUMENTS / "合同.dwg")
    assert opened == [(DOCUMENTS / "合同.dwg").as_posix()]
    told = [box.text() for box in window.findChildren(QMessageBox)]
    assert bool(told) != there_is_one
    assert all(str(DOCUMENTS / "合同.dwg") in text for text in told)
