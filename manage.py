#!/usr/bin/env python
"""Runs Django's and this project's commands."""

import os
import sys

# What runs by itself, whoever has started it.
SERVICES = {"worker", "local_snowflake", "runserver"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "svgsite.settings")
    from django.core.management import execute_from_command_line

    from auditing.surroundings import operated_by, shell_operator

    service = len(sys.argv) > 1 and sys.argv[1] in SERVICES
    with operated_by("" if service else shell_operator()):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
