"""Every icon that is asked for by name is there."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.measured import unmeasured

ROOT = Path(__file__).parents[2]
PLACES = {
    "icon": 0,
    "add_button": 2,
    "add_first_button": 2,
    "add_row_action": 2,
    "add_to_row": 3,
    "named_button": 2,
    "action_button": 2,
}
"""Which argument names the icon."""
ICONS = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}


def test_each_icon_asked_for_by_name_is_there():
    asked = set()
    with unmeasured():
        for path in (ROOT / "app").rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    asked |= set(icon_names(node))
    assert asked
    assert asked - ICONS == set()


def icon_names(call: ast.Call) -> Iterator[str]:
    """Return the names that stand where ``icon`` and the makers of buttons take one."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    name = call.func.id if isinstance(call.func, ast.Name) else name
    place = PLACES.get(name)
    if place is not None and len(call.args) > place:
        given = call.args[place]
        if isinstance(given, ast.Constant):
            yield str(given.value)
