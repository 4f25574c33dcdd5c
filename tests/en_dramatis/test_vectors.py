"""The table of word vectors."""

import numpy as np
import pytest

from en_dramatis import vectors
from en_dramatis.storage import WeightsError


@pytest.mark.model
def test_words_of_one_subject_are_closer():
    table = vectors.read()
    assert table.similarity(["election"], ["vote"]) > table.similarity(["election"], ["football"]) + 0.2
    assert table.similarity(["oil", "gas"], ["energy"]) > table.similarity(["oil", "gas"], ["church"])


@pytest.mark.model
def test_vectors_have_length_one():
    table = vectors.read()
    assert len(table.rows) == len(table.matrix)
    assert np.allclose(np.linalg.norm(table.matrix, axis=1), 1, atol=0.01)


@pytest.mark.model
def test_unknown_words_are_like_nothing():
    table = vectors.read()
    assert "xqzt" not in table
    assert table.similarity(["xqzt"], ["election"]) == 0


def test_missing_table_is_named(tmp_path):
    with pytest.raises(WeightsError, match="word vectors are not installed"):
        vectors.read(tmp_path / "none.npz")
