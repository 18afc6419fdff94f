#!/usr/bin/env python
"""Runs Django's and this project's commands."""

import os
import sys

from svgsite.command_line import run

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "svgsite.settings")
    run(sys.argv)
