"""The roll-up of many schools (全校集計) as JSON, CSV and workbook; all of them take their numbers from ``district.view``."""
