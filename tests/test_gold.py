"""The hand-marked sentences can be read, and hold what their description says."""

import importlib.util
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _sentences():
    spec = importlib.util.spec_from_file_location("benchmark_sentences", ROOT / "benchmarks" / "sentences.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.sentences())


def test_sentences_hold_what_their_description_counts():
    marked = _sentences()
    labels = Counter(label for sentence in marked for *_, label in sentence.names)
    described = (ROOT / "data" / "gold" / "sentences.md").read_text(encoding="utf-8")
    counts = ", ".join(str(labels[label]) for label in ("PERSON", "LOC", "ORG", "MISC", "EVENT"))
    assert f"| sentences | {len(marked)} |" in described
    assert f"| {counts} |" in described
    assert f"| direct quotations | {sum(len(sentence.quotes) for sentence in marked)} |" in described


def test_marks_lie_on_whole_words_and_quotations_inside_quotation_marks():
    for text, names, quotes in _sentences():
        assert not set("[]{}|") & set(text)
        assert all(not re.match(r"\w", text[end : end + 1]) and text[start:end].strip() == text[start:end] for start, end, _ in names)
        assert all(text[start - 1] in "\"'“‘" or text[start - 2] == "«" for start, *_ in quotes)
