"""What every child of a batch shares (一括作成の共通のもの)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from futoko_cli.core.ledger import Ledger
from futoko_cli.forms.field import Form
from futoko_cli.issuing.earlier import EarlierForms
from futoko_cli.issuing.outbox import Outbox
from futoko_cli.issuing.plain import Read
from futoko_cli.issuing.record import Batch, Job
from futoko_cli.splice.template import Template


@dataclass(frozen=True, slots=True)
class Run:
    """The call, its form and template, and where things go.

    ``blank``: what the boxes of the empty template hold; ``digest``: the template's; ``earlier``: None for a form that
    carries nothing on.
    """

    job: Job
    form: Form
    template: Template
    digest: str
    suffix: str
    blank: Mapping[str, Read]
    outbox: Outbox
    earlier: EarlierForms | None
    ledgers: Mapping[str, Ledger]
    batch: Batch
