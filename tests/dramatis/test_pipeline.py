"""Pipelines: loaded once, and what is wrong with one told in one line."""

import pytest
import spacy

from dramatis.errors import PipelineError
from dramatis.pipeline import load_pipeline, missing_parts


@pytest.fixture
def saved(tmp_path):
    """Saves a pipeline of a language with some pipes, and gives its folder."""

    def save(language: str, *pipes: str) -> str:
        nlp = spacy.blank(language)
        for pipe in pipes:
            nlp.add_pipe(pipe)
        nlp.to_disk(tmp_path / language)
        return str(tmp_path / language)

    return save


@pytest.mark.filterwarnings("ignore:pipeline")
def test_pipeline_is_loaded_once(saved):
    folder = saved("en", "sentencizer")
    assert load_pipeline(folder) is load_pipeline(folder)


def test_what_a_pipeline_lacks_is_a_warning(saved):
    with pytest.warns(UserWarning, match=r"lacks names \(the actors will be missing\), a parse"):
        nlp = load_pipeline(saved("en", "sentencizer"))
    assert len(missing_parts(nlp)) == 3


def test_pipeline_of_another_language_says_what_would_be_missing(saved):
    with pytest.raises(PipelineError, match="is for the language 'fr': names, sentences and speech"):
        load_pipeline(saved("fr"))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "en_core_web_none_sm",
            "is not installed; install it .python -m spacy download en_core_web_none_sm; with conda: .*spacy-model-en_core",
        ),
        ("none_such", "is not installed; install the package that holds it"),
        ("no/such/folder", "is not installed; there is no such folder"),
        ("dramatis", "cannot be loaded"),
        (".", "is no folder of a spaCy pipeline"),
        ("", "is no folder of a spaCy pipeline"),
        (None, "pipeline is None, a NoneType; give the name"),
    ],
)
def test_pipeline_that_cannot_be_loaded_is_told_in_one_line(name, message):
    with pytest.raises(PipelineError, match=message) as caught:
        load_pipeline(name)
    assert "\n" not in str(caught.value)


@pytest.mark.model
def test_shipped_pipeline_is_the_default_and_lacks_nothing():
    assert load_pipeline() is load_pipeline("en_dramatis")
    assert missing_parts(load_pipeline()) == []
