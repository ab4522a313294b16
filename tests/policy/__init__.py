"""Policies: the strict loader, the shipped files, every threshold at n−1 and n."""
