"""The summary of a month (集計) as JSON, CSV, workbook and page; all of them take their numbers from ``figures``."""
