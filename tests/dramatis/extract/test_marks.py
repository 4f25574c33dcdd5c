"""Quotation marks: what stands in them, and what is done where one is missing."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dramatis.extract.marks import quotations


def inside(text):
    return [text[q.start : q.end] for q in quotations(text).quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We go," said X. "We stay," he added.', ["We go,", "We stay,"]),
        ("“We go,” said X. “We stay,” he added.", ["We go,", "We stay,"]),
        ("«We go,» said X. «We stay,» he added.", ["We go,", "We stay,"]),
        ("»We go,« said X.", ["We go,"]),
        ("„We go,“ said X. „We stay,“ he added.", ["We go,", "We stay,"]),
        ("``We go,'' said X.", ["We go,"]),
        ("''We go,'' said X.", ["We go,"]),
        ("“We ‘never’ go,” said X.", ["We ‘never’ go,"]),
        ("\"He said 'go' and left,\" said X.", ["He said 'go' and left,"]),
        ('"He told me "go away" and left," said X. "OK."', ['He told me "go away" and left,', "OK."]),
        ("'We go,' said the workers' leader. 'We don't stay,' he said.", ["We go,", "We don't stay,"]),
        ("The workers' leaders don't go.", []),
        ("In the '90s it wasn't so.", []),
        ('He is 5\'10" tall and a "giant".', ["giant"]),
        ("\"I thought, 'Go!' \", he recalled.", ["I thought, 'Go!'"]),
        ('""', []),
        ("", []),
    ],
)
def test_marks_of_all_typographies(text, expected):
    assert inside(text) == expected


def test_a_quotation_reopened_in_each_paragraph_is_one():
    text = 'X said: "One.\n\n"Two.\n\n"Three."\n\nHe "left" at noon.'
    assert inside(text) == ['One.\n\n"Two.\n\n"Three.', "left"]
    assert quotations(text).unbalanced == []


def test_a_quotation_closed_paragraphs_later_is_one_though_not_reopened():
    assert inside("X said: “One.\n\nTwo.”\n\nHe “left”.") == ["One.\n\nTwo.", "left"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We go, said X.\n\n"We stay," said Y.', ["We go,", "We stay,"]),
        ('"We go, said X. "We stay," he added.', ["We go,", "We stay,"]),
        ('X said: We go." He left.\n\n"We stay," said Y.', ["We go.", "We stay,"]),
        ('We go. We stay," said X.\n\n"No," said Y.', ["We go. We stay,", "No,"]),
        ('The club" is old.\n\n"No," said Y.', ["The club", "No,"]),
    ],
)
def test_a_missing_mark_is_repaired_in_its_paragraph_and_shifts_nothing(text, expected):
    marking = quotations(text)
    assert inside(text) == expected
    assert len(marking.unbalanced) == 1
    assert [q.repaired for q in marking.quotations] == [True, False]


@pytest.mark.parametrize("piece", ['"', "“", "“a ", 'a" ', '"a "b ', "”", "“\n\n", "“a, said X “", "'a "])
def test_ten_thousand_unbalanced_marks_cost_less_than_a_second(piece):
    start = time.process_time()
    quotations(piece * 10_000)
    assert time.process_time() - start < 1


@given(st.text(alphabet="ab .,:\n\"'“”‘’«»„`A5", max_size=120))
def test_any_text_gives_ordered_disjoint_slices(text):
    found = quotations(text).quotations
    for quotation in found:
        assert 0 <= quotation.outer_start <= quotation.start < quotation.end <= quotation.outer_end <= len(text)
        assert text[quotation.start : quotation.end] == text[quotation.start : quotation.end].strip()
    for before, after in pairwise(found):
        assert before.end <= after.start
