import pytest

from dramatis.errors import ParameterError
from dramatis.report.parameters import checked, parameters_of, parse_parameters


def test_the_article_notebook_declares_its_parameters_with_types_and_help():
    declared = parameters_of()
    assert {"article", "pipeline", "top_n", "lexicon"} <= set(declared)
    assert declared["top_n"].type == "int"
    assert all(parameter.help for parameter in declared.values())


def test_texts_become_values_of_the_declared_type():
    assert parse_parameters(["top_n=5", "pipeline=en_core=x"]) == {"top_n": 5, "pipeline": "en_core=x"}


@pytest.mark.parametrize("text", ["topn=5", "top_n\nimport os=1", "=3", "__class__=x"])
def test_an_unknown_name_is_refused_with_the_accepted_ones(text):
    with pytest.raises(ParameterError, match="top_n") as caught:
        parse_parameters([text])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["top_n=many", "top_n=1.5", "top_n="])
def test_a_value_of_another_type_is_refused_with_what_is_accepted(text):
    with pytest.raises(ParameterError, match="int is accepted"):
        parse_parameters([text])


@pytest.mark.parametrize("text", ["top_n=0", "top_n=-3"])
def test_a_number_that_counts_nothing_is_refused(text):
    with pytest.raises(ParameterError, match="1 or more is accepted"):
        checked(parse_parameters([text]), parameters_of())


def test_a_text_without_a_value_is_refused():
    with pytest.raises(ParameterError, match="name=value"):
        parse_parameters(["top_n"])


@pytest.mark.parametrize("value", ["5", 5.0, True, None, [5]])
def test_typed_values_are_checked_too(value):
    with pytest.raises(ParameterError, match="top_n"):
        checked({"top_n": value}, parameters_of())
