from generation.admin import catalogue, figures, requests, resources, results, sessions, tokens

__all__ = ["catalogue", "figures", "requests", "resources", "results", "sessions", "tokens"]
