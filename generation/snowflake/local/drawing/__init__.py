"""A small deterministic drawing engine: rules and clip art, no account, no network.

`draw(messages, seed)` replays the user's own words in order and returns a picture, together with
what it could not draw. It imports nothing from the project.
"""

from .engine import ENGINE_NAME, Drawing, draw

__all__ = ["ENGINE_NAME", "Drawing", "draw"]
