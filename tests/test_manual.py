"""The manual keeps up with the program: its pictures, its pages, its commands."""

import argparse
import re
from importlib import import_module

from app.config import ROOT
from app.domain.rights import RIGHTS
from app.domain.screening.rules import DEFAULT_RULES
from app.domain.types import Dimension, Post
from app.main import COMMANDS
from app.ui.screens import SCREENS

DOCS = ROOT / "docs"
MANUAL = (DOCS / "manual.md").read_text("utf-8")
LARGEST = 150_000
"""Bytes of a picture, so that the manual opens at once and the repository stays small."""


def _section(title: str) -> str:
    parts = re.split(r"^## ", MANUAL, flags=re.MULTILINE)
    return next(part for part in parts if title in part.splitlines()[0])


def _commands() -> dict[str, argparse.ArgumentParser]:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    for name in COMMANDS:
        import_module(f"app.cli.{name}").register(commands)
    return dict(commands.choices)


def test_every_picture_named_exists_and_every_picture_is_named():
    named = set(re.findall(r"!\[[^\]]+\]\((pictures/[^)]+)\)", MANUAL))
    there = {f"pictures/{path.name}" for path in (DOCS / "pictures").iterdir()}
    assert named == there


def test_pictures_are_small():
    large = [p.name for p in (DOCS / "pictures").iterdir() if p.stat().st_size > LARGEST]
    assert large == []


def test_every_page_has_a_section():
    headings = "\n".join(re.findall(r"^## .*$", MANUAL, flags=re.MULTILINE))
    assert [screen.title for screen in SCREENS if screen.title not in headings] == []


def test_links_within_the_manual_lead_somewhere():
    headings = re.findall(r"^#+ (.*)$", MANUAL, flags=re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", one).replace(" ", "-").lower() for one in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", MANUAL)) <= anchors


def test_commands_and_their_options_are_those_of_the_program():
    section, commands = _section("命令行"), _commands()
    rows = re.findall(r"^\| `([\w-]+)", section, flags=re.MULTILINE)
    assert set(rows) == set(commands)
    known = {option for one in commands.values() for option in one._option_string_actions}
    assert set(re.findall(r"(--[a-z][a-z-]+)", section)) - {"--office", "--as"} <= known


def test_points_of_the_default_bands_are_those_of_the_rules():
    tables = re.findall(r"\| ((?:得分|安全性得分|合作性（程序的 5 分）)) \|(.*)\|$", MANUAL, re.M)
    told = [[int(cell) for cell in row.split("|")] for _name, row in tables]
    measured = (Dimension.VOLUME, Dimension.PROFIT, Dimension.SAFETY, Dimension.COOPERATION)
    bands = [[int(band.points) for band in DEFAULT_RULES.of(one).bands] for one in measured]
    # below the last band of the shares the manual says 0 in so many words
    assert told == [*bands[:2], *([*one, 0] for one in bands[2:])]


def test_readme_leads_to_files_that_are_there():
    readme = (ROOT / "README.md").read_text("utf-8")
    named = re.findall(r"\]\(((?!http)[^)#]+)\)", readme)
    assert named
    assert [one for one in named if not (ROOT / one).exists()] == []


def test_the_table_of_rights_is_the_programs():
    told = [line for line in MANUAL.splitlines() if line.startswith("| ")]
    for right, scopes in RIGHTS.items():
        cells = [scopes[post].label if post in scopes else "—" for post in Post]
        assert f"| {right.label} | {' | '.join(cells)} |" in told
