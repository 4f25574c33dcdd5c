"""The SVG that a page carries."""

import re
from xml.etree import ElementTree

import pytest

from dramatis import charts
from dramatis.charts import labels, style, svg


def tree(written):
    """The SVG as a browser reads it within HTML, where xlink needs no declaration."""
    return ElementTree.fromstring(written.replace("<a xlink:href=", "<a href="))


def drawn(analysis, prefix="x"):
    drawing = svg.drawing(charts.mentions_by_actor(analysis.actors, analysis.mentions))
    counts = charts.mention_counts(analysis.actors, analysis.mentions)
    return svg.fluid(drawing, prefix=prefix, label="What it shows", titles=dict(zip(counts["link"], counts["title"], strict=True)))


def test_same_input_same_bytes(analysis):
    assert drawn(analysis) == drawn(analysis)


def test_no_style_no_script_no_foreign_name(hostile, many):
    for written in (drawn(hostile), drawn(many)):
        root = tree(written)
        assert {element.tag for element in root.iter()} <= {
            "svg",
            "g",
            "a",
            "title",
            "rect",
            "text",
            "line",
            "circle",
            "use",
            "defs",
            "path",
            "pattern",
        }
        for element in root.iter():
            assert not {name for name in element.attrib if name == "style" or name.startswith("on")}
            assert element.get("href", "#").startswith("#")


def test_positions_across_are_shares_of_the_width(sample):
    for element in tree(drawn(sample)).iter("rect"):
        assert element.get("x") is None or element.get("x").endswith("%") == element.get("width").endswith("%")
    assert re.search(r'<rect width="[\d.]+%"', drawn(sample))


def test_every_segment_is_a_link_with_a_title(sample):
    links = tree(drawn(sample)).iter("a")
    found = {link.get("href"): link.findtext("title") for link in links if link.find("rect") is not None}
    assert found["#e-a2-pronoun"] == "Alexander Turchin: 2 mentions by pronoun"
    assert all(found.values())


def test_ids_carry_the_prefix(sample):
    written = svg.fluid(svg.drawing(charts.quoted_words_by_speaker(sample.quotes, sample.actors)), prefix="p7", label="x")
    ids = [element.get("id") for element in tree(written).iter() if element.get("id")]
    assert ids
    assert all(name.startswith("p7-") for name in ids)
    assert all(f"url(#{name})" in written for name in ids)


def test_only_colors_of_the_palette(many):
    colors = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', drawn(many)))
    assert colors <= set(style.DARK)


def test_a_file_has_size_paper_title_and_no_links(sample):
    drawing = svg.drawing(charts.mentions_by_actor(sample.actors, sample.mentions))
    root = ElementTree.fromstring(svg.fixed(drawing, width=720, above=("A title",), below=("A note",)))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "a" not in tags
    assert root.get("width") == "720"
    assert {"A title", "A note"} <= set(root.itertext())


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("short", 200, "short"),
        ("a b\n\nc", 200, "a b c"),
        ("", 200, "…"),
        ("x" * 10_000, 60, "x" * 9 + "…"),
        ("\u202eabc", 200, "[U+202E]abc"),
    ],
)
def test_clipped(text, room, expected):
    assert labels.clipped(text, 10, room) == expected


def test_wrapped_breaks_at_spaces_and_hyphens():
    assert labels.wrapped("import-substituting products", 13, 128) == ["import-", "substituting products"] or labels.wrapped(
        "import-substituting products", 13, 200
    ) == ["import-substituting", "products"]


def test_short_names_stay_apart(samples):
    from dramatis import tables

    rows = [("Ann Lee", "person"), ("Bob Lee", "person"), ("Cy Poe", "person"), ("Port Poe", "place")]
    base = {"article_id": "x", "aliases": [], "mentions": 1, "salience": 0.1}
    actors = tables.table("actors", [base | {"id": f"a{n}", "name": name, "kind": kind} for n, (name, kind) in enumerate(rows, 1)])
    assert list(labels.short_names(actors).values()) == ["Ann Lee", "Bob Lee", "Poe", "Port Poe"]


def test_turned_names_have_a_name_for_screen_readers(sample):
    ax = charts.actor_by_topic(sample.actors, sample.mentions, sample.topics, sample.topic_mentions, sample.quotes)
    root = tree(svg.fluid(svg.drawing(ax), prefix="x", label="x"))
    turned = [link for link in root.iter("a") if link.find("svg") is not None]
    assert [link.findtext("title") for link in turned][:2] == ["Mishustin", "Turchin"]


def test_links_survive_jupyterlab(sample):
    """Its renderer writes the property ``href`` of each ``a[href]``, which fails on links of an SVG."""
    assert "<a xlink:href=" in drawn(sample)
    assert "<a href=" not in drawn(sample)
