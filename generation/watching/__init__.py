"""A request under way: its stages, its place in the queue, the time to expect."""
