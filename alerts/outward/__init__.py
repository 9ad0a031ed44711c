"""Acting outwards: what a centre asks of the services it is linked with, and what has become of it.

Pure; time is an argument.
"""
