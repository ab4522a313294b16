"""What changed since an earlier run, and two policies on one register."""
