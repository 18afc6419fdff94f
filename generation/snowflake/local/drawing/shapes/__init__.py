"""Hand-made parametric shapes for subjects where clip art looks poor or does not recolour."""

from . import buildings, charts, geometry, nature, objects, weather
from .registry import SHAPES

__all__ = ["SHAPES", "buildings", "charts", "geometry", "nature", "objects", "weather"]
