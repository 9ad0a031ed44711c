"""Keeping what a centre knows: what is to be written, the journal, checkpoints, and the state that they hold."""
