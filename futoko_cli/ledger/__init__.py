"""The ledger (支援台帳): the workbook made, read, checked, brought up to date."""
