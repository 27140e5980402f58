from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from app.domain.screening.points import Judgement
from app.domain.types import Dimension
from app.errors import CancelledError, FileRefusedError
from app.exchange.hand_scores import HandScore, read_hand_scores
from app.exchange.screening_book import write_screening_book
from tests.exchange.files import write_book
from tests.paper.makers import made_screening


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "screening.xlsx"


@pytest.fixture
def printed():
    return made_screening(12)


@pytest.fixture
def book(place, printed):
    assert write_screening_book(place, printed) == ()
    return load_workbook(place)


def titled(sheet):
    """Return each column's letter by the first line of its title."""
    return {cell.value.split("\n")[0]: cell.column_letter for cell in sheet[4]}


def test_four_sheets_ready_to_print(book):
    assert book.sheetnames == ["排名", "月度", "依据", "规则"]
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$4:$4"
        assert "金桥大酒店" in sheet["A1"].value
    assert [sheet.freeze_panes for sheet in book] == ["D5", "C5", "C5", "A5"]
    assert [sheet.auto_filter.ref for sheet in book][:3] == ["A4:U16", "A4:R16", "A4:Y16"]


def test_totals_are_formulas_that_follow_what_is_typed(book):
    ranking, months = book["排名"], book["月度"]
    columns = titled(ranking)
    assert ranking[f"{columns['总分']}5"].value == "=SUM(F5:K5)"
    assert ranking[f"{columns['全年预订额']}17"].value == "=SUM(E5:E16)"
    assert months["P5"].value == "=SUM(D5:O5)"
    assert months["R5"].value == "=P5-Q5"
    assert [months[f"{letter}17"].value for letter in "DOP"] == [
        "=SUM(D5:D16)",
        "=SUM(O5:O16)",
        "=SUM(P5:P16)",
    ]


def test_a_formula_counts_only_what_was_scored(book):
    columns = titled(book["排名"])
    available = book["排名"][f"{columns['可得分']}5"].value
    assert available == (
        "=IF(ISNUMBER(F5),40,0)+IF(ISNUMBER(G5),20,0)+IF(ISNUMBER(H5),20,0)"
        "+IF(ISNUMBER(I5),10,0)+IF(ISNUMBER(J5),5,0)+IF(ISNUMBER(K5),5,0)"
    )
    assert book["排名"]["G9"].value == "资料不足"


def test_only_hand_scores_reasons_and_remarks_are_open(book):
    ranking = book["排名"]
    assert ranking.protection.sheet
    assert not ranking.protection.autoFilter
    columns = titled(ranking)
    opened = {
        title for title, letter in columns.items() if not ranking[f"{letter}5"].protection.locked
    }
    assert opened == {"未来性（手工）", "未来性理由", "合作性（手工）", "合作性理由", "备注"}
    assert ranking[f"{columns['未来性（手工）']}9"].fill.fgColor.rgb == "FFFFF4CC"
    rules = {
        str(rule.sqref): (rule.formula1, rule.formula2)
        for rule in ranking.data_validations.dataValidation
    }
    assert rules == {"I5:I16": ("0", "10"), "K5:K16": ("0", "5")}


def test_the_evidence_is_printed_on_one_page_in_width_a_client_a_line(book, printed):
    sheet = book["依据"]
    assert sheet.page_setup.fitToWidth == 1
    last = sheet.max_row
    assert sheet.print_area == f"'依据'!$A$1:$S${last}"
    titles = [cell.value for cell in sheet[4]]
    assert titles[18] == "首次到店"
    assert all("理由" in title for title in titles[19:24])
    widths = [sheet.column_dimensions[get_column_letter(n)].width for n in range(1, 20)]
    assert sum(widths) < 250, "readable on A4: about 60 % of its size"
    assert book["排名"].print_area.endswith(f"${book['排名'].max_row}")


def test_amounts_and_text_stand_as_they_are(book, printed):
    line = printed.lines[4]
    months = [cell.value for cell in book["月度"][9]]
    assert months[0] == line.code
    assert [Decimal(str(amount)) for amount in months[3:15]] == list(line.evidence.months)
    evidence = [cell.value for cell in book["依据"][9]]
    assert evidence[1] == line.name
    assert line.points[Dimension.PROFIT].reason in evidence


def test_formulas_never_come_from_typed_text(place, printed):
    first = replace(
        printed.lines[0], name="=1+1", code="=A1", manager="@x", remark="-5\n=cmd", sent_back="+1"
    )
    judged = Judgement(Decimal(3), "=HYPERLINK(1)", "王丽", date(2026, 12, 1))
    points = dict(first.points)
    points[Dimension.FUTURE] = replace(points[Dimension.FUTURE], hand=judged)
    lines = [replace(first, points=points), *printed.lines[1:]]
    write_screening_book(place, replace(printed, lines=lines))
    ours = ("=SUM(", "=IF(", "=P", "=M")
    for sheet in load_workbook(place):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or cell.value.startswith(ours)
    entries = read_hand_scores(place)
    assert entries.scores[0].code == "=A1"
    assert entries.scores[0].reason == "=HYPERLINK(1)"


def test_hand_scores_come_back_unchanged(book, place, printed):
    entries = read_hand_scores(place)
    given = {
        (line.code, dimension, line.points[dimension].hand.points)
        for line in printed.lines
        for dimension in (Dimension.FUTURE, Dimension.COOPERATION)
        if line.points[dimension].hand is not None
    }
    assert {(one.code, one.dimension, one.points) for one in entries.scores} == given
    assert {one.reason for one in entries.scores} == {"每月主动来函，行业口碑好"}
    assert [one.text for one in entries.remarks] == [line.remark for line in printed.lines]
    assert entries.problems == ()


def test_what_a_person_fills_in_is_read_by_code_and_title(book, place):
    ranking = book["排名"]
    columns = titled(ranking)
    ranking[f"{columns['未来性（手工）']}9"] = "７．５ 分"
    ranking[f"{columns['未来性理由']}9"] = " 新建产业园 "
    ranking[f"{columns['合作性（手工）']}9"] = "好"
    ranking[f"{columns['合作性理由']}10"] = "付款及时"
    ranking[f"{columns['合作性（手工）']}10"] = None
    ranking.move_range("A9:U9", rows=30)
    book.save(place)
    entries = read_hand_scores(place)
    assert HandScore(39, "C00005", Dimension.FUTURE, Decimal("7.5"), "新建产业园") in entries.scores
    assert entries.problems == (
        "第 10 行“合作性（手工）”写了理由，没有评分。",
        "第 39 行“合作性（手工）”不是数字：好",
    )


def test_the_year_is_told_and_a_client_that_stands_twice_is_read_once(book, place, printed):
    assert read_hand_scores(place).year == printed.head.year
    sheet, titles = book["排名"], titled(book["排名"])
    sheet["A1"] = "我们的评分"
    for letter in titles.values():
        sheet[f"{letter}17"] = sheet[f"{letter}5"].value
    book.save(place)
    found = read_hand_scores(place)
    assert found.year is None
    assert found.problems == ("第 17 行与第 5 行是同一个客户，只读了前面那行。",)
    assert {score.row for score in found.scores} <= set(range(5, 17))


def test_what_is_not_filled_in_and_what_stands_beside_the_rows_is_told(book, place, printed):
    sheet, columns = book["排名"], titled(book["排名"])
    sheet[f"{columns['未来性（手工）']}30"] = 5
    book.save(place)
    found = read_hand_scores(place)
    assert found.problems == ("第 30 行没有客户编号，那一行填的没有读入。",)
    line = next(one for one in printed.lines if one.points[Dimension.FUTURE].hand is None)
    assert (line.code, Dimension.FUTURE) in found.empty
    assert found.names[line.code][1] == line.name
    assert found.version == printed.head.version


def test_another_workbook_is_refused_with_what_is_missing(tmp_path):
    other = write_book(tmp_path / "other.xlsx", [["客户编号", "客户名称"], ["1", "甲"]])
    with pytest.raises(FileRefusedError, match="排名"):
        read_hand_scores(other)


def test_rules_and_policy_are_told(book):
    texts = [str(cell.value) for row in book["规则"].iter_rows() for cell in row if cell.value]
    for wanted in ("预订额", "SG-SM-PP-SE028", "2004-12-20", "营销总监、财务总监"):
        assert wanted in texts
    assert any("手工评分最多 10 分" in text for text in texts)


def test_year_without_clients_has_no_circle(place):
    write_screening_book(place, made_screening(0))
    book = load_workbook(place)
    assert book["排名"]["E5"].value == 0
    assert book["月度"]["P5"].value == 0


def test_progress_runs_through_all_sheets_and_can_be_stopped(place, printed):
    told: list[tuple[int, int]] = []
    write_screening_book(place, printed, progress=lambda done, of: told.append((done, of)))
    assert told == [(12, 36), (24, 36), (36, 36)]
    place.write_bytes(b"old")
    with pytest.raises(CancelledError):
        write_screening_book(place, printed, cancelled=lambda: True)
    assert place.read_bytes() == b"old"


def test_scope_stands_in_the_title(place, printed):
    own = replace(printed, head=replace(printed.head, scope="王丽"))
    write_screening_book(place, own)
    assert "（王丽）" in load_workbook(place)["排名"]["A1"].value


def test_totals_are_shown_by_programs_that_do_not_calculate(place, printed):
    write_screening_book(place, printed)
    ranking = load_workbook(place, data_only=True)["排名"]
    columns = titled(ranking)
    for row, line in enumerate(printed.lines, 5):
        result = line.result
        shown = [ranking[f"{columns[name]}{row}"].value for name in ("总分", "可得分", "得分率")]
        assert [Decimal(str(one)) for one in shown] == [
            result.total,
            result.available,
            result.percent,
        ]
    amount = sum((line.evidence.amount for line in printed.lines), Decimal(0))
    assert Decimal(str(ranking["E17"].value)) == amount
