"""Files, calendar, policy, ledger and date → ``Assessment``: the only place where reading meets deciding."""

from futoko_cli.pipeline.agenda import agenda_of
from futoko_cli.pipeline.assess import assess
from futoko_cli.pipeline.credits import Credited, credited, recorded
from futoko_cli.pipeline.facts import term_starts
from futoko_cli.pipeline.long_absence import LongAbsence, MonthSurvey, long_absence
from futoko_cli.pipeline.owed import duties_of
from futoko_cli.pipeline.request import Progress, Request, settings_files
from futoko_cli.pipeline.survey import Survey, survey

__all__ = [
    "Credited",
    "LongAbsence",
    "MonthSurvey",
    "Progress",
    "Request",
    "Survey",
    "agenda_of",
    "assess",
    "credited",
    "duties_of",
    "long_absence",
    "recorded",
    "settings_files",
    "survey",
    "term_starts",
]
