"""One word for one thing in all that people read."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNDERSTOOD = ROOT / "app" / "domain" / "heading_ranks.py"
"""Headings of other people's files may say what they like."""
OTHER_WORDS = {"编辑": "修改", "上年": "去年", "新增预订": "新建预订", "新增人员": "新建人员"}


@pytest.mark.parametrize("word", OTHER_WORDS)
def test_nothing_has_a_second_name(word):
    texts = [*(ROOT / "app").rglob("*.py"), ROOT / "docs" / "manual.md", ROOT / "README.md"]
    found = [
        path.name
        for path in texts
        if path != UNDERSTOOD and word in path.read_text(encoding="utf-8")
    ]
    assert found == [], f"say {OTHER_WORDS[word]}"
