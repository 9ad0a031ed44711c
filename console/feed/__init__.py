"""What the ``feed`` commands share: a connection to a hub, and an orderly end."""
