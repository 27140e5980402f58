"""Every table; importing this package fills ``Base.metadata`` for alembic."""

from app.models.base import Base
from app.models.booking import Booking, Receipt
from app.models.client import (
    Agreement,
    AgreementRate,
    Attachment,
    Client,
    ClientAlias,
    ClientFact,
    ClientTag,
    ClientYear,
    Contact,
    DistinctPair,
    Signer,
)
from app.models.communication import Communication, CommunicationContact, Task
from app.models.journal import Action, Change
from app.models.office import ImportBatch, SavedView, Setting, Staff
from app.models.screening import (
    Screening,
    ScreeningLine,
    ScreeningScore,
    ScreeningSubmission,
)

__all__ = [
    "Action",
    "Agreement",
    "AgreementRate",
    "Attachment",
    "Base",
    "Booking",
    "Change",
    "Client",
    "ClientAlias",
    "ClientFact",
    "ClientTag",
    "ClientYear",
    "Communication",
    "CommunicationContact",
    "Contact",
    "DistinctPair",
    "ImportBatch",
    "Receipt",
    "SavedView",
    "Screening",
    "ScreeningLine",
    "ScreeningScore",
    "ScreeningSubmission",
    "Setting",
    "Signer",
    "Staff",
    "Task",
]
