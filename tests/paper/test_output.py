import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.errors import CancelledError, StorageError
from app.paper.output import page_picture, paint_pages, write_pdf
from app.paper.ranking import ranking_document
from app.paper.table import PaperColumn
from app.paper.table_page import table_document
from tests.paper.conftest import page_texts
from tests.paper.makers import IMPRINT, POLICY, made_screening

RARE = "𠮷野家 喆 𬭚 ¥ €"


def short_list(rows, **more):
    columns = (PaperColumn("名称", 40, weight=1), PaperColumn("金额", 30, number=True))
    return table_document("客户清单", columns, rows, policy=POLICY, imprint=IMPRINT, **more)


def test_the_chinese_font_is_embedded(pdf):
    write_pdf(pdf, short_list([(RARE, "-1.00")]))
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for font in PdfReader(pdf).pages[0]["/Resources"]["/Font"].values()
    ]
    assert fonts
    assert all("NotoSans" in font["/FontName"] for font in fonts)
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font) for font in fonts)


def test_rare_characters_have_shapes_of_their_own():
    def ink(text):
        return page_picture(short_list([(text, "")]), 0, 60)

    pictures = [ink(text) for text in ("𠮷", "吉", "喆", "\U0010fffe")]
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[n + 1 :])


def test_paper_is_a4_and_names_its_origin(pdf):
    write_pdf(pdf, short_list([("甲", "1")], landscape=False))
    reader = PdfReader(pdf)
    size = reader.pages[0].mediabox
    assert (round(float(size.width)), round(float(size.height))) == (595, 842)
    assert reader.metadata.title == "客户清单"
    assert reader.metadata.creator == "客友"
    write_pdf(pdf, short_list([("甲", "1")]))
    size = PdfReader(pdf).pages[0].mediabox
    assert float(size.width) > float(size.height)


def test_list_to_sign_keeps_its_last_rows_with_the_signatures(pdf):
    rows = [(f"客户{number:03}", f"{number}.00") for number in range(90)]
    write_pdf(pdf, short_list(rows, signed_by=("销售代表",)))
    texts = page_texts(pdf)
    assert "客户089" in texts[-1]
    assert "签名" in texts[-1]
    assert all("名称" in text for text in texts)


def test_empty_list_shows_its_header(pdf):
    write_pdf(pdf, short_list([]))
    assert len(page_texts(pdf)) == 1


def test_a_worker_thread_writes_the_same(pdf, tmp_path: Path):
    printed = made_screening(30)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: write_pdf(pdf, ranking_document(printed))).result()
    write_pdf(tmp_path / "other.pdf", ranking_document(printed))
    assert page_texts(pdf) == page_texts(tmp_path / "other.pdf")


def test_stopping_leaves_the_old_file_alone(pdf):
    pdf.write_bytes(b"old")
    told: list[int] = []
    document = ranking_document(made_screening(120))
    with pytest.raises(CancelledError):
        write_pdf(
            pdf,
            document,
            progress=lambda done, of: told.append(done),
            cancelled=lambda: len(told) == 2,
        )
    assert pdf.read_bytes() == b"old"
    assert list(pdf.parent.iterdir()) == [pdf]


def test_read_only_target_is_told_and_kept(pdf):
    pdf.write_bytes(b"old")
    pdf.chmod(0o444)
    with pytest.raises(StorageError, match="只读"):
        write_pdf(pdf, short_list([("甲", "1")]))
    assert pdf.read_bytes() == b"old"


FULL = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
from PySide6.QtGui import QGuiApplication
from app.errors import StorageError
from app.paper.output import write_pdf
from app.paper.ranking import ranking_document
from tests.paper.makers import made_screening
app = QGuiApplication([])
try:
    write_pdf(Path(sys.argv[1]), ranking_document(made_screening(60)))
except StorageError as error:
    print("told", "没有写成" in str(error))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits a file's size as POSIX does")
def test_full_disk_is_told_and_the_old_file_kept(pdf):
    pdf.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-B", "-c", FULL, str(pdf)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "told True"
    assert pdf.read_bytes() == b"old"
    assert list(pdf.parent.iterdir()) == [pdf]


def test_some_pages_only(tmp_path: Path):
    from PySide6.QtGui import QPdfWriter

    writer = QPdfWriter(str(tmp_path / "some.pdf"))
    paint_pages(ranking_document(made_screening(120)), writer, pages=range(1, 3))
    texts = page_texts(tmp_path / "some.pdf")
    assert len(texts) == 2
    assert "第2页" in texts[0]


def test_preview_is_the_page_at_the_size_asked_for():
    picture = page_picture(ranking_document(made_screening(3)), 0, 96)
    assert (picture.width(), picture.height()) == (1123, 794)
    assert any(picture.pixelColor(x, 90).lightness() < 120 for x in range(picture.width()))
