"""The hub: feeds in, consoles out, the centre between them.

Nothing is imported here: a console that only starts a hub as a child process must not load one.
"""
