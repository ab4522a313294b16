"""Tests of the core: counting and deciding, in the notation of a register."""
