"""The sample's templates come with it and go with it; the office's own stay."""

from app.domain.types import LetterKind
from app.exchange.letters import check_template
from app.exchange.sample_office import add_sample_letters
from app.queries.letters import letter_templates, template_content
from app.services.letters import keep_template
from app.services.sample import remove_sample


def test_the_sample_brings_a_letter_and_labels_and_takes_them_away(sample, desk, db):
    keep_template(desk, "贺信", LetterKind.LETTER, file_name="贺信.docx", content=b"own")
    add_sample_letters(desk)
    add_sample_letters(desk)
    with db.read() as session:
        rows = letter_templates(session)
        contents = {row.id: template_content(session, row.id) for row in rows}
    made = {row.kind: check_template(contents[row.id], row.kind) for row in rows if row.id > 1}
    assert set(made) == {LetterKind.LETTER, LetterKind.LABEL}
    remove_sample(desk)
    with db.read() as session:
        assert [row.name for row in letter_templates(session)] == ["贺信"]
