"""Taking files in: what a file would do to the office, doing it, and taking it back."""

from app.services.imports.batches import import_rows, preview_rows, remember_columns
from app.services.imports.undoing import undo_import

__all__ = ["import_rows", "preview_rows", "remember_columns", "undo_import"]
