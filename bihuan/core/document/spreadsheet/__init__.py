"""Spreadsheets: one light reader with limits, one writer whose text never becomes a formula."""

from bihuan.core.document.spreadsheet.reader import read_workbook
from bihuan.core.document.spreadsheet.writer import sheet_bytes

__all__ = ["read_workbook", "sheet_bytes"]
