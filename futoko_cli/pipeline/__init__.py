"""Files, calendar, policy, ledger and date → ``Assessment``: the only place where reading meets deciding.

What is worked out of an assessment (``agenda``, ``credits``, ``long_absence``, ``again``) is imported where it is used.
"""

from futoko_cli.pipeline.assess import assess
from futoko_cli.pipeline.request import Progress, Request, settings_files

__all__ = ["Progress", "Request", "assess", "settings_files"]
