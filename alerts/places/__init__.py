"""Where things are: a city's districts, named places and cameras, and what a place's name may mean."""

from alerts.places.gazetteer import Gazetteer
from alerts.places.land import Attribution, Cameras, Place, Region, Road, Water
from alerts.places.load import city_names, load_city
from alerts.places.lookup import RegionIndex
from alerts.places.profile import CityProfile

__all__ = [
    "Attribution", "Cameras", "CityProfile", "Gazetteer", "Place", "Region", "RegionIndex", "Road", "Water", "city_names",
    "load_city",
]  # fmt: skip
