"""Shared prompts with variables: types and rendering, the form to fill one in, saving versions."""
