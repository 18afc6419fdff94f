from generation.admin import catalogue, figures, requests, resources, results, sessions

__all__ = ["catalogue", "figures", "requests", "resources", "results", "sessions"]
