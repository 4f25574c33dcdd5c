"""Fixtures that tests of runs over many articles share."""

import pytest


@pytest.fixture(scope="session")
def pipeline(tmp_path_factory) -> str:
    """A pipeline that loads in no time and finds names by a list."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Anna Berg"}, {"label": "GPE", "pattern": "Geneva"}])
    folder = tmp_path_factory.mktemp("pipeline") / "names"
    nlp.to_disk(folder)
    return str(folder)
