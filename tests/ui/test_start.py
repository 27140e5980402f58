"""How the program gets to its first page."""

import gc
import subprocess
import sys

from app.main import FIRST_READS
from app.ui.start import begin_collecting


def test_cycles_are_searched_for_again_after_the_start_but_not_among_what_it_loaded():
    gc.disable()
    try:
        begin_collecting()
        assert gc.isenabled()
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
        gc.enable()


def test_a_start_that_searched_for_cycles_goes_on_as_it_was():
    frozen = gc.get_freeze_count()
    begin_collecting()
    assert gc.get_freeze_count() == frozen


def test_what_the_first_page_reads_by_is_loaded_without_qt():
    told = f"import {','.join(FIRST_READS)}, sys; print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_second_start_needs_no_library_of_the_database_to_hand_over():
    told = (
        "import app.main, sys; print(sorted({'sqlalchemy', 'sqlite3', 'PySide6'} & {*sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", told],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
