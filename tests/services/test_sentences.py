"""Every action says in a sentence what it did: without one the record shows only a dash."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.services

pytestmark = pytest.mark.no_cover  # nothing of the program runs here

SERVICES = Path(app.services.__file__).parent
UNTOLD = {
    ("form_drafts.py", "keep_form_draft"): "what is typed is not journalled",
    ("form_drafts.py", "drop_form_draft"): "what is typed is not journalled",
    ("screening/typed_scores.py", "keep_typed_scores"): "what is typed is not journalled",
    ("screening/typed_scores.py", "take_over_typed_scores"): "what is typed is not journalled",
    ("sample/last_screening.py", "add_last_screening"): "a mark beside what was told",
    ("screening/opening.py", "set_step"): "where the wizard was left is not journalled",
    ("sign_in.py", "_count"): "tries are not journalled, failures are told after",
}


def calls(node: ast.AST) -> set[str]:
    """Return the names of the functions called in a piece of code."""
    return {
        one.func.id
        for one in ast.walk(node)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
    }


def telling(tree: ast.Module) -> set[str]:
    """Return ``describe`` and the module's functions that call it, themselves or by another."""
    functions = {one.name: calls(one) for one in tree.body if isinstance(one, ast.FunctionDef)}
    found = {"describe"}
    while more := {name for name, called in functions.items() if called & found} - found:
        found |= more
    return found


def silent_writes(tree: ast.Module) -> Iterator[str]:
    """Give the functions that write without a sentence, and set none while they do."""
    tellers = telling(tree)
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            blocks = [one for one in ast.walk(function) if isinstance(one, ast.With)]
            bare = [one for one in blocks if any(map(is_bare_write, one.items))]
            if any(not calls(one) & tellers for one in bare):
                yield function.name


def is_bare_write(item: ast.withitem) -> bool:
    call = item.context_expr
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "write"
        and not call.args
    )


def test_every_service_that_writes_says_what_it_did():
    silent = {
        (path.relative_to(SERVICES).as_posix(), name)
        for path in SERVICES.rglob("*.py")
        for name in silent_writes(ast.parse(path.read_text("utf-8")))
    }
    assert silent == set(UNTOLD)
