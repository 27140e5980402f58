import gc
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart

from app.cycles import no_search_for_cycles
from app.domain.letters import FIELDS
from app.domain.types import LetterKind
from app.errors import CancelledError, FileRefusedError, StorageError
from app.exchange.letter_samples import sample_labels, sample_letter
from app.exchange.letters import (
    MOST_PARTS,
    check_template,
    read_template,
    write_each,
    write_joined,
)

LETTER, LABEL = LetterKind.LETTER, LetterKind.LABEL
ICON = Path(__file__).parents[2] / "resources/icons/keyou.png"


def made(*paragraphs, header="", table=()):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph()
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def values(client, contact="张伟", **more):
    return dict.fromkeys(FIELDS, "") | {"客户名称": client, "联系人": contact} | more


def shown(path):
    document = Document(str(path))
    cells = [cell.text for table in document.tables for cell in table._cells]
    return [one.text for one in document.paragraphs if one.text], [one for one in cells if one]


def test_the_fields_a_template_uses_are_told():
    content = made("{{客户名称}}：", "{{ 称呼 }}您好", header="{{酒店名称}}")
    assert check_template(content, LETTER).fields == ("客户名称", "称呼", "酒店名称")


def test_a_field_word_split_into_pieces_is_still_one():
    document = Document()
    paragraph = document.add_paragraph("{")
    for piece in ("{客户", "名称", "}", "}"):
        paragraph.add_run(piece).bold = piece == "名称"
    held = io.BytesIO()
    document.save(held)
    assert check_template(held.getvalue(), LETTER).fields == ("客户名称",)


@pytest.mark.parametrize(
    ("paragraphs", "told"),
    [
        (["{{客户名}}，{{名称}}"], "不认识的字段：{{名称}}、{{客户名}}。"),
        (["{{客户名称.__class__}}"], "只能放字段"),
        (["{{客户名称|upper}}"], "只能放字段"),
        (["{{ 7*7 }}"], "只能放字段"),
        (["{{客户 名称}}"], "只能放字段"),
        (["{% for x in range(99999999) %}{{客户名称}}{% endfor %}"], "只能放字段"),
        (["没有字段"], "没有字段"),
        (["{{r 客户名称}}"], "只能放字段"),
        (["前", "{{p 客户名称}}"], "只能放字段"),
        (["{{-客户名称}}"], "只能放字段"),
        (["{# 说明 #}{{客户名称}}"], "只能放字段"),
        (["{% raw %}{{客户名称}}{% endraw %}"], "只能放字段"),
        (["{{客户名称"], "只能放字段"),
        (["{{客户名称['__class__']}}"], "只能放字段"),
        (["{{客户名称__1}}"], "不认识的字段：{{客户名称__1}}"),
        (["{{客户名称}}", "｛｛称呼｝｝您好"], "“｛｛称呼｝｝”不是字段：要用英文的两个大括号"),
        (["{{客户名称}}", "{ 称呼 }您好"], "写成 {{称呼}}"),
    ],
)
def test_what_is_no_template_is_refused_in_words(paragraphs, told):
    with pytest.raises(FileRefusedError) as refused:
        check_template(made(*paragraphs), LETTER)
    assert told in str(refused.value)


def test_a_field_of_nobody_in_the_header_is_refused():
    with pytest.raises(FileRefusedError, match="不认识的字段"):
        check_template(made("{{客户名称}}", header="{{ cycler }}"), LETTER)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 broken", "不是 Word 文件"),
        (b"", "不是 Word 文件"),
        (b"\xd0\xcf\x11\xe0 old", "旧的 .doc"),
    ],
)
def test_what_is_no_word_file_is_refused_in_words(content, told):
    with pytest.raises(FileRefusedError, match=told):
        check_template(content, LETTER)


def rewritten(content, change, *, more=()):
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
        for name in more:
            new.writestr(name, b"")
    return held.getvalue()


def broken(name, part):
    return part[:-20] if name == "word/document.xml" else part


def with_macros(_name, part):
    plain = b"openxmlformats-officedocument.wordprocessingml.document.main+xml"
    word = b"ms-word.document.macroEnabled.main+xml"
    return part.replace(plain, word)


def linked(name, part):
    link = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image" Target="file://server/x.png" TargetMode="External"/></Relationships>'
    )
    if name == "word/_rels/document.xml.rels":
        return part.replace(b"</Relationships>", link)
    return part


@pytest.mark.parametrize(
    ("change", "told"), [(broken, "损坏"), (with_macros, "损坏"), (linked, "引用了别处的文件")]
)
def test_a_damaged_or_hostile_package_is_refused(change, told):
    with pytest.raises(FileRefusedError, match=told):
        check_template(rewritten(made("{{客户名称}}"), change), LETTER)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "[Content_Types].xml"])
def test_entities_are_refused_wherever_they_stand(part):
    def change(name, content):
        return content.replace(b"?>", b"?>" + BOMB, 1) if name == part else content

    with pytest.raises(FileRefusedError, match="不是 Word 存出来的"):
        check_template(rewritten(made("{{客户名称}}"), change), LETTER)


def test_a_reference_written_another_way_is_found_too():
    def change(name, part):
        return (
            linked(name, part)
            .replace(b"<Relationship Id", b"<Relationship\nId")
            .replace(b'"External"', b"'External'")
        )

    with pytest.raises(FileRefusedError, match="引用了别处的文件"):
        check_template(rewritten(made("{{客户名称}}"), change), LETTER)


def test_macros_and_fields_that_fetch_are_refused():
    macros = ["word/vbaProject.bin"]
    with pytest.raises(FileRefusedError, match="带有宏"):
        check_template(rewritten(made("{{客户名称}}"), lambda _n, p: p, more=macros), LETTER)
    document = Document()
    run = document.add_paragraph("{{客户名称}}").add_run()
    code = run._r.makeelement(qn("w:instrText"), {})
    code.text = ' DDEAUTO c:\\cmd.exe "/k calc" '
    run._r.append(code)
    held = io.BytesIO()
    document.save(held)
    with pytest.raises(FileRefusedError, match="引用了别处的文件"):
        check_template(held.getvalue(), LETTER)


def test_what_would_keep_the_library_busy_for_minutes_is_refused_at_once():
    """Marks that are no text, such as in attributes, are looked for as well."""

    def change(name, part):
        return part.replace(b"<w:pPr", b'<w:pPr w:x="{{r "') if name.endswith("t.xml") else part

    document = made("{{客户名称}}")
    with_style = rewritten(document, lambda _n, p: p.replace(b"<w:p><w:r>", b"<w:p><w:pPr/><w:r>"))
    with pytest.raises(FileRefusedError, match="只能放字段"):
        check_template(rewritten(with_style, change), LETTER)
    with pytest.raises(FileRefusedError, match="太大"):
        check_template(rewritten(document, lambda n, p: p + b" " * 1_000_000), LETTER)


def test_a_package_without_a_document_or_with_too_many_parts_is_refused():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as parts:
        parts.writestr("xl/workbook.xml", "")
    with pytest.raises(FileRefusedError, match="不是 Word 文件"):
        check_template(held.getvalue(), LETTER)
    many = [f"word/media/{n}.png" for n in range(MOST_PARTS)]
    with pytest.raises(FileRefusedError, match="太大"):
        check_template(rewritten(made("{{客户名称}}"), lambda _name, p: p, more=many), LETTER)


def test_a_link_to_a_page_is_no_danger():
    def change(name, part):
        return linked(name, part).replace(b"relationships/image", b"relationships/hyperlink")

    assert check_template(rewritten(made("{{客户名称}}"), change), LETTER).fields


def test_a_file_is_read_or_refused(tmp_path):
    path = tmp_path / "信.docx"
    with pytest.raises(FileRefusedError, match=r"读不了“信\.docx”"):
        read_template(path)
    path.write_bytes(b"x" * 10_000_001)
    with pytest.raises(FileRefusedError, match="太大"):
        read_template(path)
    path.write_bytes(b"x")
    assert read_template(path) == b"x"


def test_letters_are_joined_each_on_its_own_page(tmp_path):
    path = tmp_path / "信.docx"
    told = []
    people = [values("华东 <机械> & 电气"), values("江南轴承", 称呼="李娜女士")]
    write_joined(
        path,
        made("{{客户名称}}", "{{称呼}}您好"),
        LETTER,
        people,
        progress=lambda done, of: told.append((done, of)),
        cancelled=lambda: False,
    )
    assert shown(path)[0] == ["华东 <机械> & 电气", "您好", "江南轴承", "李娜女士您好"]
    breaks = [one.paragraph_format.page_break_before for one in Document(str(path)).paragraphs]
    assert breaks == [None, None, True, None]
    assert told == [(1, 2), (2, 2)]


def test_drawings_of_joined_letters_have_numbers_of_their_own(tmp_path):
    document = Document()
    document.add_paragraph("{{客户名称}}")
    held = io.BytesIO()
    document.add_picture(str(ICON))
    document.save(held)
    path = tmp_path / "信.docx"
    people = [values("华东"), values("江南轴承"), values("云岭")]
    write_joined(path, held.getvalue(), LETTER, people)
    drawings = Document(str(path)).element.body.iter(qn("wp:docPr"))
    assert [one.get("id") for one in drawings] == ["1", "2", "3"]


def test_text_of_a_receiver_is_never_a_field(tmp_path):
    path = tmp_path / "信.docx"
    write_joined(path, made("{{客户名称}}"), LETTER, [values("{{联系人}}{% raw %}\x07")])
    assert shown(path)[0] == ["{{联系人}}{% raw %}"]


def test_one_file_each_over_none_that_is_there(tmp_path):
    (tmp_path / "贺信 华东_机械 张伟.docx").write_bytes(b"old")
    people = [values("华东/机械"), values("江南轴承", "")]
    files = write_each(tmp_path, made("{{客户名称}}"), "贺信", people)
    names = ["贺信 华东_机械 张伟 (2).docx", "贺信 江南轴承.docx"]
    assert [one.name for one in files] == names
    assert shown(files[0])[0] == ["华东/机械"]
    assert (tmp_path / "贺信 华东_机械 张伟.docx").read_bytes() == b"old"


def test_a_stopped_or_impossible_job_leaves_no_file(tmp_path):
    path = tmp_path / "信.docx"
    content = made("{{客户名称}}")
    with pytest.raises(CancelledError):
        write_joined(path, content, LETTER, [values("甲")], cancelled=lambda: True)
    with pytest.raises(StorageError):
        write_joined(tmp_path / "没有" / "信.docx", content, LETTER, [values("甲")])
    assert list(tmp_path.iterdir()) == []


def test_fields_in_a_header_are_not_joined(tmp_path):
    content = made("{{客户名称}}", header="{{客户名称}}")
    people = [values("甲"), values("乙")]
    with pytest.raises(FileRefusedError, match="页眉"):
        write_joined(tmp_path / "信.docx", content, LETTER, people)
    write_joined(tmp_path / "信.docx", content, LETTER, people[:1])
    assert len(write_each(tmp_path, content, "信", people)) == len(people)


def test_labels_fill_the_cells_of_a_table(tmp_path):
    path = tmp_path / "标签.docx"
    content = made(table=[["{{客户名称}}", ""], ["", "左上角留空"]])
    assert check_template(content, LABEL).slots == 3
    write_joined(path, content, LABEL, [values(name) for name in "甲乙丙丁"])
    cells = shown(path)[1]
    assert cells == ["甲", "乙", "丙", "左上角留空", "丁", "左上角留空"]


def test_each_cell_may_have_its_own_fields(tmp_path):
    path = tmp_path / "标签.docx"
    content = made(table=[["{{客户名称}}", "{{ 联系人 }}收"]])
    write_joined(path, content, LABEL, [values("甲"), values("乙", "李娜"), values("丙")])
    assert shown(path)[1] == ["甲", "李娜收", "丙"], "the last label is for nobody"


def test_a_label_needs_a_table():
    with pytest.raises(FileRefusedError, match="表格"):
        check_template(made("{{客户名称}}"), LABEL)


def test_a_label_for_nobody_is_empty(tmp_path):
    path = tmp_path / "标签.docx"
    content = made("贴在信封上", table=(("{{客户名称}} 收", ""), ("", "")))
    write_joined(path, content, LABEL, [values("甲"), values("乙")])
    assert shown(path) == (["贴在信封上"], ["甲 收", "乙 收"])
    write_joined(path, content, LABEL, [values(name) for name in "甲乙丙丁戊"])
    assert shown(path)[1] == ["甲 收", "乙 收", "丙 收", "丁 收", "戊 收"]


def test_the_office_has_something_to_begin_with():
    letter = check_template(sample_letter(), LETTER)
    assert {"客户名称", "称呼", "酒店名称", "日期", "客户经理"} == set(letter.fields)
    labels = check_template(sample_labels(), LABEL)
    assert (labels.slots, labels.fields) == (24, ("客户名称", "地址", "联系人", "职务"))


def test_filled_documents_are_let_go_also_while_a_worker_holds_the_search_back(tmp_path):
    letters = [values(f"样例客户{n}") for n in range(16)]
    gc.collect()  # what other tests left
    with no_search_for_cycles():
        write_joined(tmp_path / "信.docx", sample_letter(), LetterKind.LETTER, letters)
        assert sum(isinstance(one, DocumentPart) for one in gc.get_objects()) < len(letters)
