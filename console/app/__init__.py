"""The application: composes hub, bridge, desks and window."""
