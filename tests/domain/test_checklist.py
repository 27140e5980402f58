"""What a point of the checklist may hold."""

from datetime import timedelta

import pytest

from app.domain.checklist import PointDraft, point_problems, progress_text
from app.domain.types import Phase
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"text": " "}, "text", "要做什么"),
        ({"text": "长" * 201}, "text", "200"),
        ({"text": "迎接", "person": "长" * 41}, "person", "40"),
        ({"text": "迎接", "note": "长" * 301}, "note", "300"),
        ({"text": "迎接", "done_on": TODAY + timedelta(1)}, "done_on", "不能晚于今天"),
    ],
)
def test_what_is_wrong_is_told(changes, field, word):
    found = point_problems(PointDraft(**changes), today=TODAY)
    assert list(found) == [field]
    assert word in found[field]


def test_what_is_done_today_may_be_saved():
    assert point_problems(PointDraft(Phase.AFTER, "致谢", "李明", TODAY), today=TODAY) == {}
    assert progress_text(3, 10) == "已完成 3 / 10"
