"""Writers of registers, one module for each layout family."""
