from generation.admin import catalogue, requests, resources, results, sessions

__all__ = ["catalogue", "requests", "resources", "results", "sessions"]
