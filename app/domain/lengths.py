"""How long texts may be, said in one way."""

from collections.abc import Mapping

from app.i18n import _


def length_problems(draft: object, longest: Mapping[str, int]) -> dict[str, str]:
    """Return a message for each text of a draft that is longer than its field holds."""
    found: dict[str, str] = {}
    for name, most in longest.items():
        found |= length_problem(name, getattr(draft, name), most)
    return found


def length_problem(name: str, text: str, most: int) -> dict[str, str]:
    """Return a message under ``name`` where a text has more characters than it may."""
    if len(text) <= most:
        return {}
    return {name: _("太长了：最多 {most:,} 个字。").format(most=most)}
