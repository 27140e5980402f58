"""The news of commits, and holding them back while nobody may read the file."""

import pytest

from app.ui.context import News
from tests.clients import new_client


def told_by(news: News) -> list[str]:
    told: list[str] = []
    news.committed.connect(lambda commit: told.append(commit.summary))
    return told


def test_commits_are_told_as_they_come(desk):
    told = told_by(News(desk.db))
    new_client(desk, "华东机械")
    assert len(told) == 1


def test_held_news_are_told_at_the_end_of_the_block(desk):
    news = News(desk.db)
    told = told_by(news)
    with news.held():
        new_client(desk, "华东机械")
        new_client(desk, "江南纺织")
        assert told == []
    assert len(told) == 2
    new_client(desk, "海港物流")
    assert len(told) == 3


def test_what_was_committed_before_a_failure_is_told_too(desk):
    news = News(desk.db)
    told = told_by(news)

    def fail() -> None:
        with news.held():
            new_client(desk, "华东机械")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert len(told) == 1
