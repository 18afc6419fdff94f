"""How wide a column of each kind is, in characters."""

from auditing.exports.columns import Kind

WIDTHS: dict[Kind, int] = {
    "time": 24,
    "date": 12,
    "number": 14,
    "flag": 8,
    "uuid": 38,
    "text": 30,
    "json": 40,
}
