"""The sample office with its Word templates, which only this layer can make."""

from app.db import Desk
from app.domain.sample.letters import LABELS_FILE, LETTER_FILE
from app.domain.types import LetterKind
from app.exchange.letter_samples import sample_labels, sample_letter
from app.i18n import _
from app.queries.letters import letter_templates
from app.services.letters import keep_template
from app.services.sample import add_sample


def fill_sample(desk: Desk) -> None:
    """Add the sample office with its templates.

    Raises:
        AppError: The sample is there already, or its codes or numbers are taken.
    """
    add_sample(desk)
    add_sample_letters(desk)


def add_sample_letters(desk: Desk) -> None:
    """Add a greeting letter and labels; a template whose name is taken stays as it is."""
    with desk.db.read() as session:
        taken = {row.name for row in letter_templates(session)}
    for name, kind, file_name, make in (
        (_("节日贺信（示例）"), LetterKind.LETTER, LETTER_FILE, sample_letter),
        (_("地址标签（示例，每页 24 张）"), LetterKind.LABEL, LABELS_FILE, sample_labels),
    ):
        if name not in taken:
            keep_template(desk, name, kind, file_name=file_name, content=make())
