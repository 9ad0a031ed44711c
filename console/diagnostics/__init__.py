"""How the console itself is doing: event-loop gaps, frames, event to screen, memory.

Nothing is taken up here: the hub asks :mod:`console.diagnostics.process` for its memory, and must not load Qt for that.
"""
