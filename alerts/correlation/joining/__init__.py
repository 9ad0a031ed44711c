"""Which incident a report belongs to, and what follows for the incident."""
