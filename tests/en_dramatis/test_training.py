"""How marked texts become labels of words."""

import numpy as np
import pytest

from en_dramatis import features

discourse = pytest.importorskip("training.discourse", reason="run as `python -m pytest` from the root of the repository")
records = pytest.importorskip("training.records")

TEXT = 'Monday\'s Brexit Act, President Ann Lee told Reuters, "is bad".'
WORDS = ["Monday", "'s", "Brexit", "Act", ",", "President", "Ann", "Lee", "told", "Reuters", ",", '"', "is", "bad", '"', "."]


def record():
    def at(piece):
        return TEXT.index(piece), TEXT.index(piece) + len(piece)

    def name(piece):
        start, end = at(piece)
        return {"start": start, "end": end, "head_start": start, "head_end": end, "core_start": start, "core_end": end, "form": "name"}

    said = {"content": [at('"is bad"')], "cue": [at("told")], "sources": [at("President Ann Lee")], "speech": True}
    return {
        "corpus": "Wikinews marked", "text": TEXT, "attributions": [said],
        "entities": [
            {"id": "e1", "kind": "person", "mentions": [name("Ann Lee")]},
            {"id": "e2", "kind": "organization", "mentions": [name("Reuters")]},
        ],
    }  # fmt: skip


@pytest.fixture
def document():
    gaps = np.full(len(WORDS), features.SPACED, dtype=np.uint8)
    return records.Document("wikinews", "d", "news", WORDS, gaps)


def test_unmarked_capitalized_words_are_unknown_but_titles_and_days_are_no_names(document):
    labels = dict(zip(WORDS, discourse.marked_names(document, record(), discourse.char_starts(WORDS, TEXT)), strict=True))
    assert (labels["Ann"], labels["Lee"], labels["Reuters"]) == ("B-PERSON", "I-PERSON", "B-ORG")
    assert labels["President"] == labels["Monday"] == labels["told"] == "O"
    assert labels["Brexit"] is labels["Act"] is None


def test_attributions_become_frames_of_words(document):
    discourse.add_discourse(document, record(), discourse.char_starts(WORDS, TEXT), attributed=True)
    frame = document.frames[0]
    assert [WORDS[i] for i in frame.source] == ["President", "Ann", "Lee"]
    assert [WORDS[i] for i in frame.cue] == ["told"]
    assert [WORDS[i] for i in frame.content] == ['"', "is", "bad", '"']


def test_words_that_are_not_the_text_are_refused():
    with pytest.raises(ValueError, match="is not at"):
        discourse.char_starts(["a", "bc"], "a bd")
