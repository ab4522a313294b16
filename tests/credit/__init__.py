"""出席扱い, 指導要録, 長期欠席: classes worked out by hand."""
