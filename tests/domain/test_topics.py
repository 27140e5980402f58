import pytest

from app.domain.topics import TopicDraft, problems, tidied


@pytest.mark.parametrize(
    ("draft", "field", "told"),
    [
        (TopicDraft(), "name", "请写教育内容的名称"),
        (TopicDraft("长" * 41), "name", "最多 40 个字"),
        (TopicDraft("怎样预订", "长" * 1001), "details", "最多 1,000 个字"),
    ],
)
def test_what_is_wrong_is_told_under_its_field(draft, field, told):
    assert told in problems(draft)[field]


def test_a_name_is_enough():
    assert problems(TopicDraft("怎样预订")) == {}
    assert tidied(TopicDraft(" 怎样\n预订", "说\x00明 ")) == TopicDraft("怎样 预订", "说明")
