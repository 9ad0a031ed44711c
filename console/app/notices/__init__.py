"""What must not be overlooked is told: alarms, silent feeds, a hub that is gone, warnings that wait."""
