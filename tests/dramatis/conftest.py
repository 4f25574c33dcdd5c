"""Fixtures that tests of runs over many articles share."""

import dataclasses

import pandas as pd
import pytest

from dramatis import tables


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


@pytest.fixture(scope="session")
def renamed():
    """Makes of an analysis that of another article: the same rows under another id, with other fields of the article."""

    def renamed(analysis, identifier, **fields):
        article = dataclasses.replace(analysis.article, id=identifier, **fields)
        made = {name: getattr(analysis, name) for name in tables.TABLES}
        made = {name: rows.assign(article_id=pd.Series([identifier] * len(rows), dtype="str")) for name, rows in made.items()}
        return dataclasses.replace(analysis, article=article, **made)

    return renamed
