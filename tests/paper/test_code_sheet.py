"""A code is read off the paper as it is, with what it is good for."""

import pytest

from app.domain.passwords import new_recovery_code
from app.paper.code_sheet import code_sheet
from app.paper.output import write_pdf
from tests.paper.conftest import page_texts
from tests.paper.makers import IMPRINT


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("hotel", ["云溪大酒店", ""])
def test_the_code_stands_on_one_page_with_what_is_told_about_it(tmp_path, hotel):
    code = new_recovery_code()
    path = tmp_path / "code.pdf"
    sheet = code_sheet("恢复码", code, ["请锁好。", "用过即作废。"], hotel=hotel, imprint=IMPRINT)
    write_pdf(path, sheet)
    [text] = page_texts(path)
    words = "".join(text.split())
    assert words.startswith(hotel + "恢复码" + code.replace("-", ""))
    assert "请锁好。用过即作废。" in words
