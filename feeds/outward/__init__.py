"""The outward door: numbered requests to linked services, and what they answer."""
