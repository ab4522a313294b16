"""The shipped forms in use: nothing to complain about, and room for the longest answers."""

from __future__ import annotations

import pytest

from futoko_cli.forms.check import check_template
from futoko_cli.forms.field import Form
from futoko_cli.splice.fit import overflow
from futoko_cli.splice.template import open_template
from tests.templates.fill import forms, longest, shipped

FORMS = pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)


@FORMS
def test_check_finds_nothing_to_mend(form: Form) -> None:
    """``futoko template check`` has no error and no warning about a shipped form, and misses no field."""
    found = check_template(form, shipped(form))
    assert [finding for finding in found if finding.severity != "note"] == []
    assert [finding for finding in found if finding.code in ("template-field-unbound", "template-page")] == []


@FORMS
def test_longest_answers_have_room(form: Form) -> None:
    """Names, addresses, plans and texts of the length that people write: each fits into its box."""
    template = shipped(form)
    values = longest(form)
    over = {
        name: found
        for name, targets in template.targets.items()
        for target in targets
        if (found := overflow(template, target, values[name]))
    }
    assert over == {}


def test_an_answer_too_long_is_noticed() -> None:
    """One page more than 今月の状況 holds does not count as fitting."""
    template = shipped(next(form for form in forms() if form.id == "monthly"))
    (target,) = template.targets["今月の状況"]
    assert overflow(template, target, "あ" * 320) is None
    found = overflow(template, target, "あ" * 400)
    assert found
    assert found.characters_over > 0


@FORMS
def test_filled_and_read_back(form: Form) -> None:
    """What is filled in is what stands there afterwards; one sheet is all that changes."""
    template = shipped(form)
    values = longest(form)
    done = template.fill(values)
    assert done.receipt.parts == ("xl/worksheets/sheet1.xml",)
    assert done.receipt.skipped == ()
    back = open_template(done.data, form.file).read()
    assert back == {name: values[name] for name in template.targets}
