"""Options that several commands share, written once (共通のオプション): a dataclass whose fields become a command's parameters.

``@with_options(ScanOptions)`` lets a function take one record of options; Typer sees each field as an option of its own.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, get_type_hints


def with_options(record: type[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Replace a function's parameter ``options`` by one keyword parameter for each field of ``record``.

    ``record`` is a dataclass whose annotations are Typer's (``Annotated[…, typer.Option(…)]``); a field without a
    default becomes a required parameter. The function's other parameters stay, arguments first.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        hints = get_type_hints(record, include_extras=True)
        own = get_type_hints(command, include_extras=True)
        kept = [p for p in inspect.signature(command).parameters.values() if p.name != "options"]
        kept = [p.replace(annotation=own[p.name]) for p in kept]
        added = [
            inspect.Parameter(
                each.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=_default(each.default, each.default_factory),
                annotation=hints[each.name],
            )
            for each in fields(record)
        ]
        added.sort(key=lambda parameter: parameter.default is not inspect.Parameter.empty)  # required ones first
        names = [parameter.name for parameter in added]

        @functools.wraps(command)
        def called(*args: Any, **given: Any) -> None:  # noqa: ANN401  Typer passes whatever the options are
            options = record(**{name: given.pop(name) for name in names if name in given})
            command(*args, **given, options=options)

        positional = [p for p in kept if p.kind is not inspect.Parameter.KEYWORD_ONLY]
        keyword = [p for p in kept if p.kind is inspect.Parameter.KEYWORD_ONLY]
        called.__signature__ = inspect.Signature([*positional, *keyword, *added])  # type: ignore[attr-defined]
        called.__annotations__ = {p.name: p.annotation for p in (*positional, *keyword, *added)}
        del called.__wrapped__
        return called

    return decorate


def _default(value: Any, factory: Any) -> Any:  # noqa: ANN401  a field may hold anything
    """The default of a dataclass field as a parameter's default."""
    if value is not MISSING:
        return value
    return inspect.Parameter.empty if factory is MISSING else factory()
