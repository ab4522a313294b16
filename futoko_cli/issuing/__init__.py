"""Forms issued in a batch (発行): who, where to, what a person has edited, what carries over."""
