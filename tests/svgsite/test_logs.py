"""Log lines are masked, by what they say and by the name that it stands under."""

from auditing.masking import MASK
from svgsite.logs import mask_event


def test_a_line_is_masked_by_words_and_by_names() -> None:
    line = {"event": "sign in with password=hunter2", "api_key": "plain-looking", "code": 200}

    masked = mask_event(None, "", line)

    assert masked == {"event": f"sign in with password={MASK}", "api_key": MASK, "code": 200}
