"""``python -m bench [--office DIR] [--only NAME …] [--write FILE]``: take and print the figures."""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from bench.figures import Figure, table
from bench.office import LARGE, MIDDLING, Size, make_office

GROUPS = {
    "starts": LARGE,
    "lists": LARGE,
    "screening": LARGE,
    "imports": LARGE,
    "exports": MIDDLING,
    "papers": LARGE,
    "answers": LARGE,
    "today": LARGE,
    "journal": LARGE,
    "safety": LARGE,
}
"""The groups of figures, each a module here, and the office each is taken on."""

ABOUT = """# Speed and memory

How fast the program is at 20,000 clients, 400,000 bookings and 200,000 log entries, and how far
that is from the floor: the same work done by raw sqlite3, raw openpyxl, calamine or an empty Qt
window, measured in turns with ours in the same run. Values are medians unless they say p95 or
worst. The ratios count; the milliseconds are those of one machine and of what else it was doing.

    {command}

On {machine}:

{table}
{scale}"""
BARS_SET_AT = 530
"""Milliseconds of the bare start on the machine where the bars in milliseconds were set."""
SCALE = """
The bars in milliseconds were set on a machine that starts the bare process in {there} ms. This one
took {here:,.0f} ms, {times:.2f} times as long; what is kept is told by the bars as they are.
"""


def main(words: Sequence[str]) -> int:
    """Take the groups asked for; return 1 if a bar is not kept."""
    wanted = _parser().parse_args(words)
    if wanted.here:
        for figure in import_module(f"bench.{wanted.here}").figures(wanted.office):
            print(json.dumps(asdict(figure)), flush=True)
        return 0
    figures = list(_taken(wanted.only or list(GROUPS), wanted.office))
    print(table(figures))
    if wanted.write:
        wanted.write.write_text(_page(figures), "utf-8")
    return 0 if all(figure.met for figure in figures) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--office", type=Path, default=Path("build/bench"), metavar="DIR")
    parser.add_argument("--only", nargs="+", choices=list(GROUPS), metavar="NAME")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the table there")
    parser.add_argument("--here", choices=list(GROUPS), help=argparse.SUPPRESS)
    return parser


def _taken(names: Sequence[str], place: Path) -> Iterator[Figure]:
    """Take each group in a process of its own, so that none warms or fattens another."""
    for name in names:
        print(f"… {name}", file=sys.stderr, flush=True)
        office = _office(place, GROUPS[name])
        command = [sys.executable, "-m", "bench", "--here", name, "--office", str(office)]
        around = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(command, env=around, stdout=subprocess.PIPE, text=True, check=False)
        for line in done.stdout.splitlines():
            yield Figure(**json.loads(line))
        if done.returncode:
            print(f"{name}: ended with {done.returncode}", file=sys.stderr)


def _office(place: Path, size: Size) -> Path:
    folder = place if size is LARGE else place / "middling"
    if not (folder / "keyou.db").exists():
        print(f"… making an office of {size.clients:,} clients", file=sys.stderr, flush=True)
        make_office(folder / "keyou.db", size)
    return folder


def _page(figures: Sequence[Figure]) -> str:
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    shown = {"machine": machine, "table": table(figures), "scale": _scale(figures)}
    return ABOUT.format(command="python -m bench", **shown)


def _scale(figures: Sequence[Figure]) -> str:
    """Return how far this machine is from the one of the bars; empty without a start measured."""
    here = next((one.floor for one in figures if one.name.startswith("start to painted")), None)
    return SCALE.format(there=BARS_SET_AT, here=here, times=here / BARS_SET_AT) if here else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
