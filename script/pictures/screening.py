"""The December week: every step of the screening, and its papers."""

from PySide6.QtWidgets import QMessageBox, QTabWidget

from app.domain.exported import Imprint
from app.domain.sample import sample_office
from app.domain.screening.line import ScreeningLine
from app.domain.screening.points import Part
from app.domain.types import Dimension, ScreeningId
from app.paper.client_sheet import client_sheets
from app.paper.document import Document
from app.paper.output import page_picture
from app.paper.ranking import ranking_document
from app.queries.screening.lines import screening_heads, screening_lines
from app.queries.screening.printing import printed_screening
from app.services.screening.handing_in import submit_screening
from app.services.screening.judging import ScoreEntry, set_remark, set_scores
from app.ui.asking import AboutDialog
from app.ui.printing import PreviewDialog
from app.ui.screening.evidence_step import EvidenceStep
from app.ui.screening.override import OverrideDialog
from app.ui.screening.page import ScreeningPage
from app.ui.screening.ranking_step import RankingStep
from app.ui.screening.rules_dialog import RulesDialog
from app.ui.screening.score_list import ScoreList
from app.ui.screening.scores_step import ScoresStep
from app.ui.screening.wizard import ScreeningWizard
from script.pictures.stage import NOW, Stage

EVIDENCE, SCORES, RANKING, APPROVAL, OUTPUT = range(2, 7)
LEFT_FOR_LATER = 7
"""Clients not yet scored when the step of the hand scores is taken."""
PAPER_DOTS = 88
"""Dots an inch of the pictures of papers."""


def take(stage: Stage) -> None:
    """Take stock of this year from the first step to the papers."""
    page = stage.page("screening", ScreeningPage)
    stage.shot("screenings")
    stage.press("newScreening")
    stage.shot("screening-1-scope")
    stage.press("begin")
    stage.shot("screening-2-checks")
    wizard = page.wizard
    _evidence(stage, wizard)
    _scores(stage, wizard)
    _ranking(stage, wizard)
    _approval(stage, wizard)
    _papers(stage, wizard)


def _id(stage: Stage) -> ScreeningId:
    with stage.context.db.read() as session:
        return screening_heads(session)[0].id


def _lines(stage: Stage) -> list[ScreeningLine]:
    with stage.context.db.read() as session:
        return screening_lines(session, _id(stage))


def _evidence(stage: Stage, wizard: ScreeningWizard) -> None:
    wizard.go_to(EVIDENCE)
    stage.settle()
    step = stage.part(wizard, EvidenceStep)
    step.lines.table.selectRow(1)
    stage.shot("screening-3-evidence")
    stage.press("editRules")
    dialog = stage.dialog(RulesDialog)
    stage.shot("rules", dialog)
    stage.close(dialog)


def _scores(stage: Stage, wizard: ScreeningWizard) -> None:
    lines = _lines(stage)
    later = {line.code for line in lines[-LEFT_FOR_LATER:]}
    _judge(stage, [line for line in lines if line.code not in later])
    wizard.go_to(SCORES)
    stage.settle()
    table = stage.part(stage.part(wizard, ScoresStep), ScoreList).table
    table.selectRow(0)
    stage.shot("screening-4-scores")
    if wizard.opened is not None:
        OverrideDialog(
            stage.context, wizard.opened, lines[0], Dimension.SAFETY, stage.window
        ).open()
    dialog = stage.dialog(OverrideDialog)
    stage.shot("override", dialog)
    stage.close(dialog)
    _judge(stage, [line for line in lines if line.code in later])


def _judge(stage: Stage, lines: list[ScreeningLine]) -> None:
    """Score by hand, as the sample's people did the year before."""
    office = sample_office(NOW.date())
    by_code = {line.code: line for line in lines}
    hand = [one for one in office.scores if not one.override]
    given = {(one.client_code, one.dimension): one for one in hand}
    usual = {one.dimension: one for one in hand}
    entries = []
    for line in lines:
        for dimension in (Dimension.FUTURE, Dimension.COOPERATION):
            one = given.get((line.code, dimension), usual[dimension])
            entries.append(ScoreEntry(line.id, dimension, Part.HAND, one.points, one.reason))
    set_scores(stage.context.desk, entries)
    for code, remark in office.remarks.items():
        if code in by_code:
            set_remark(stage.context.desk, by_code[code].id, remark)
    stage.settle()


def _ranking(stage: Stage, wizard: ScreeningWizard) -> None:
    wizard.go_to(RANKING)
    stage.settle()
    stage.shot("screening-5-ranking")
    tabs = stage.part(stage.part(wizard, RankingStep), QTabWidget)
    tabs.setCurrentIndex(1)
    stage.shot("screening-5-client")


def _approval(stage: Stage, wizard: ScreeningWizard) -> None:
    wizard.go_to(APPROVAL)
    stage.settle()
    stage.press("submitOwn")
    stage.shot("screening-6-approval")
    stage.press("sendBack")
    back = stage.dialog(AboutDialog)
    stage.shot("send-back", back)
    stage.close(back)
    submit_screening(stage.context.desk, _id(stage))
    stage.settle()
    stage.press("approve")
    box = stage.dialog(QMessageBox)
    stage.shot("approve", box)
    box.buttons()[0].click()
    stage.settle()
    stage.shot("screening-6-approved")


def _papers(stage: Stage, wizard: ScreeningWizard) -> None:
    wizard.go_to(OUTPUT)
    stage.settle()
    stage.shot("screening-7-output")
    stage.press("rankingPreview")
    preview = stage.dialog(PreviewDialog)
    stage.shot("preview", preview)
    stage.close(preview)
    with stage.context.db.read() as session:
        printed = printed_screening(session, _id(stage), Imprint("周启明", NOW))
    papers: tuple[tuple[str, Document], ...] = (
        ("paper-ranking", ranking_document(printed)),
        ("paper-sheet", client_sheets(printed)),
    )
    for name, document in papers:
        stage.keep(name, page_picture(document, 0, PAPER_DOTS))
