"""From a language model's answer to a safe SVG, with a receipt of every change.

Text in, safe SVG and a receipt out: no Django, no database, no network, no files.

>>> read_answer('<svg viewBox="0 0 9 9"><circle r="4"/></svg>').validation_status
'valid'
"""

from generation.svg.content import SVGContent
from generation.svg.policy import POLICY_VERSION
from generation.svg.reading import read_answer, sanitise
from generation.svg.receipt import receipt_lines, receipt_reasons

__all__ = [
    "POLICY_VERSION",
    "SVGContent",
    "read_answer",
    "receipt_lines",
    "receipt_reasons",
    "sanitise",
]
