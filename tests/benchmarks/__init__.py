"""What the forms are filled with (様式の中身)."""
