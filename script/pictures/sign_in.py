"""The sign-in: the first password, the code, the window that asks who it is."""

from app.queries.office import staff_members
from app.services.sign_in import begin_sign_in
from app.ui.code_dialog import CodeDialog
from app.ui.sign_in.changing import BeginDialog
from app.ui.sign_in.codes import recovery_code
from app.ui.sign_in.dialog import SignInDialog, Why
from script.pictures.stage import Stage
from script.pictures.start import SUPERVISOR

CODE = "K7MP-3QTX-V9HD-2RWC-8FNL"
"""A made-up one, the same in every picture."""


def take(stage: Stage) -> None:
    """Take them last: from here on the office asks for passwords."""
    first = BeginDialog(stage.context, stage.window)
    first.open()
    stage.shot("sign-in-first", first)
    stage.close(first)
    code = CodeDialog(stage.context, recovery_code(CODE), stage.window)
    code.open()
    stage.shot("sign-in-code", code)
    stage.close(code)
    with stage.context.db.read() as session:
        chief = next(one for one in staff_members(session) if one.name == SUPERVISOR)
    begin_sign_in(stage.context.desk, stage.context.door, chief.id, "a picture of it")
    asked = SignInDialog(stage.context, Why.START, chief.id)
    asked.show()
    stage.shot("sign-in", asked)
    stage.close(asked)
