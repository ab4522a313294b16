"""Attendance registers in, right counts and duties out (不登校対応の事務を助ける)."""

__version__ = "0.1.0"
