import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dramatis.markup import escape, markdown, sign, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain “curly” – dash, é and 中文", "plain “curly” – dash, é and 中文"),
        ("pay\u202elap", "pay[U+202E]lap"),
        ("zero\u200bwidth", "zero[U+200B]width"),
        ("pay\u200dpal", "pay[U+200D]pal"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("soft\u00adhyphen", "soft[U+00AD]hyphen"),
        ("null\x00", "null[U+0000]"),
        ("line\nend", "line\nend"),
    ],
)
def test_characters_that_cannot_be_seen_become_signs(text, expected):
    assert visible(text) == expected


@given(st.text())
def test_escaped_text_reads_back_as_the_visible_text(text):
    assert html.unescape(escape(text)) == visible(text) or "\r" in text
    assert not set("<>\"'") & set(escape(text))


@given(st.text())
def test_signs_and_characters_together_are_the_text(text):
    assert "".join(sign(text, at) or character for at, character in enumerate(text)) == visible(text)


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "**bold** _it_ `code` # head", "$x$ & <b> &lt;", "a|b\n# c"]
)
def test_markdown_shows_the_characters_and_nothing_else(text):
    from nbconvert.filters.markdown import markdown2html

    page = markdown2html(markdown(text))
    assert page.startswith("<p>")
    assert page.count("<") == 2
    assert html.unescape(page.removeprefix("<p>").removesuffix("</p>\n").strip().removesuffix("</p>")) == " ".join(text.split())
