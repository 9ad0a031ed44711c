"""The hub as a process: started, found by others on this machine, and ended."""
