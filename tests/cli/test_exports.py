import pytest

from app.domain.clients import ClientDraft
from app.exchange.reading.reader import read_file
from app.services.clients import add_client


def test_clients_are_exported_and_counted(keyou, desk, tmp_path, capsys):
    add_client(desk, ClientDraft(code="A1", name="华东机械", notes="a\x01b"))
    place = tmp_path / "客户.xlsx"
    keyou("export", "clients", str(place))
    told = capsys.readouterr()
    assert told.out == f"已导出客户档案 1 行：{place}\n"
    assert "已写 1/1 行" in told.err
    (sheet,) = read_file(place)
    assert sheet.rows[1][:2] == ["A1", "华东机械"]


def test_a_file_named_csv_is_written_as_csv(keyou, desk, tmp_path, capsys):
    add_client(desk, ClientDraft(code="A1", name="=华东机械"))
    place = tmp_path / "客户.CSV"
    keyou("export", "clients", str(place))
    assert capsys.readouterr().out == f"已导出客户档案 1 行：{place}\n"
    content = place.read_bytes().decode("utf-8-sig")
    assert "\r\nA1,'=华东机械," in content


@pytest.mark.parametrize("words", [("receipts", "a.xlsx"), ("clients", "a.txt"), ("clients",)])
def test_wrong_usage_touches_nothing(keyou, words):
    with pytest.raises(SystemExit) as ended:
        keyou("export", *words)
    assert ended.value.code == 2


def test_what_a_cell_cannot_hold_is_told(keyou, desk, tmp_path, capsys):
    add_client(desk, ClientDraft(code="A1", name="华东机械", notes="长" * 40_000))
    keyou("export", "clients", str(tmp_path / "客户.xlsx"))
    assert "第 2 行“备注”" in capsys.readouterr().err
