"""The layouts (様式). A new one is one file with NAME, identify, extract — and one line here."""

from __future__ import annotations

from types import ModuleType

from futoko_cli.ingest.layouts import class_month_grid, day_sheet, long_list, per_period, pupil_year, totals

LAYOUTS: tuple[ModuleType, ...] = (class_month_grid, pupil_year, long_list, day_sheet, totals, per_period)
