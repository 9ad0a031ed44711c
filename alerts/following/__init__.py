"""What is not in one report but in a stream of them: followers keep a state by key and say what they find."""

from alerts.following.finding import Beat, Finding, Step
from alerts.following.follower import Follower, Seen, States
from alerts.following.found import Found
from alerts.following.streams import Streams

__all__ = ["Beat", "Finding", "Follower", "Found", "Seen", "States", "Step", "Streams"]
