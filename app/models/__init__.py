"""Every table. A module of tables is loaded when one of its classes is first asked for.

Mapping all of them takes a fifth of the program's start, and its first page needs few. Who asks
for ``Base`` wants its metadata whole, so that loads them all; so does the first write.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.models.agreement import Agreement, AgreementRate, Attachment, Signer
    from app.models.alias import ClientAlias, DistinctPair
    from app.models.base import Base
    from app.models.booking import Booking, Receipt
    from app.models.case import Case, CaseEvent, CaseStep, Department
    from app.models.client import Client, ClientFact, ClientTag, ClientYear, Contact
    from app.models.communication import Communication, CommunicationContact
    from app.models.courtesy import Courtesy, Festival, ImportantDate, LetterTemplate
    from app.models.form_draft import FormDraft
    from app.models.handover import Handover, HandoverLine
    from app.models.import_batch import ImportBatch
    from app.models.journal import Action, Change
    from app.models.key_account import AccountPlan, AccountReview, KeyAccountRefusal, Reception
    from app.models.notice import Notice, NoticeHanging, Topic, TopicShown
    from app.models.office import Holiday, SavedView, Setting, Staff
    from app.models.personal import Consent, Erasure, RetentionReview
    from app.models.screening import (
        Screening,
        ScreeningLine,
        ScreeningScore,
        ScreeningSubmission,
    )
    from app.models.service import BookingPoint, ChecklistPoint, ServiceStandard
    from app.models.sign_in import ClientShare, RecoveryCode, SignIn
    from app.models.task import Task

__all__ = [
    "AccountPlan",
    "AccountReview",
    "Action",
    "Agreement",
    "AgreementRate",
    "Attachment",
    "Base",
    "Booking",
    "BookingPoint",
    "Case",
    "CaseEvent",
    "CaseStep",
    "Change",
    "ChecklistPoint",
    "Client",
    "ClientAlias",
    "ClientFact",
    "ClientShare",
    "ClientTag",
    "ClientYear",
    "Communication",
    "CommunicationContact",
    "Consent",
    "Contact",
    "Courtesy",
    "Department",
    "DistinctPair",
    "Erasure",
    "Festival",
    "FormDraft",
    "Handover",
    "HandoverLine",
    "Holiday",
    "ImportBatch",
    "ImportantDate",
    "KeyAccountRefusal",
    "LetterTemplate",
    "Notice",
    "NoticeHanging",
    "Receipt",
    "Reception",
    "RecoveryCode",
    "RetentionReview",
    "SavedView",
    "Screening",
    "ScreeningLine",
    "ScreeningScore",
    "ScreeningSubmission",
    "ServiceStandard",
    "Setting",
    "SignIn",
    "Signer",
    "Staff",
    "Task",
    "Topic",
    "TopicShown",
    "load_all",
]

_MODULES = {
    "agreement": ("Agreement", "AgreementRate", "Attachment", "Signer"),
    "alias": ("ClientAlias", "DistinctPair"),
    "booking": ("Booking", "Receipt"),
    "client": ("Client", "ClientFact", "ClientTag", "ClientYear", "Contact"),
    "communication": ("Communication", "CommunicationContact"),
    "import_batch": ("ImportBatch",),
    "journal": ("Action", "Change"),
    "office": ("Holiday", "SavedView", "Setting", "Staff"),
    "screening": ("Screening", "ScreeningLine", "ScreeningScore", "ScreeningSubmission"),
    "case": ("Case", "CaseEvent", "CaseStep", "Department"),
    "courtesy": ("Courtesy", "Festival", "ImportantDate", "LetterTemplate"),
    "form_draft": ("FormDraft",),
    "handover": ("Handover", "HandoverLine"),
    "key_account": ("AccountPlan", "AccountReview", "KeyAccountRefusal", "Reception"),
    "personal": ("Consent", "Erasure", "RetentionReview"),
    "notice": ("Notice", "NoticeHanging", "Topic", "TopicShown"),
    "service": ("BookingPoint", "ChecklistPoint", "ServiceStandard"),
    "sign_in": ("ClientShare", "RecoveryCode", "SignIn"),
    "task": ("Task",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name == "Base":
        load_all()
        return getattr(import_module("app.models.base"), name)
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


@cache
def load_all() -> None:
    """Load every table; saving one row asks in what order the tables depend on each other."""
    for module in _MODULES:
        import_module(f"{__name__}.{module}")
