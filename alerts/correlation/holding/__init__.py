"""Incidents that need not ask for attention: held because another explains them or devices are worked on, or chatter."""
