"""Accuracy of the whole analysis on marked articles, as ``lib/dramatis/scores.json`` that every page shows.

Run ``python benchmarks/accuracy.py --eval FOLDER [--write]``. FOLDER holds ``score.py`` and ``gold/NAME.jsonl`` (see ``docs/accuracy.md``).
"""

import argparse
import datetime
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from dramatis import analyze_many, load_pipeline, to_json
from dramatis.article import make_article

SCORES = Path(__file__).parents[1] / "lib" / "dramatis" / "scores.json"
SETS = {
    "gum-news": "14 news articles marked by people (GUM)",
    "wikinews-marked": "12 news articles marked by a language model (Wikinews)",
}
TASKS = {
    "Names of people": ("names", "person"),
    "Names of organizations": ("names", "organization"),
    "Names of places": ("names", "place"),
    "Actors": ("actors", "found"),
    "Mentions of actors, in the right actor": ("mentions", "lea"),
    "Direct quotations": ("quotes", "direct"),
    "Reported speech, direct or not": ("quotes", "speech"),
}
"""What the page calls a task, and where the scorer's answer has it."""
SHARES = {
    "Descriptions given to the right actor": ("mentions", "right_actor", "nominal"),
    "Pronouns given to the right actor": ("mentions", "right_actor", "pronoun"),
    "Speaker right, direct quotations found": ("quotes", "direct_speaker", "right"),
    "Speaker right, reported speech found": ("quotes", "speech_speaker", "right"),
}
"""Shares of the gold items, without a precision."""


def analyses(gold: Path, nlp: Any) -> list[dict]:
    """The analysis of every document of a gold file."""
    documents = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    articles = [make_article(document["text"], id=document["id"], source=document["id"]) for document in documents]
    return [to_json(made) for made in analyze_many(articles, nlp)]


def measured(folder: Path, name: str, nlp: Any) -> dict:
    """The scorer's answer for one gold set."""
    gold = folder / "gold" / f"{name}.jsonl"
    with tempfile.TemporaryDirectory() as place:
        predictions = Path(place) / "predictions.jsonl"
        predictions.write_text("\n".join(json.dumps(made) for made in analyses(gold, nlp)), encoding="utf-8")
        command = [sys.executable, str(folder / "score.py"), str(gold), str(predictions), "--json"]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def marked_by_form(folder: Path, name: str) -> dict[str, int]:
    """How many mentions of each form one gold set has, as the scorer counts them; its answer has the shares alone."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    score = importlib.util.module_from_spec(spec)
    sys.modules["score"] = score  # its records are dataclasses, which look for their module
    spec.loader.exec_module(score)
    counts = sum((score.score_document(gold, None) for gold in score.read_gold(folder / "gold" / f"{name}.jsonl")), Counter())
    return {form: counts[f"{form} mentions gold"] for form in ("nominal", "pronoun")}


def rows(scores: dict, marked: dict[str, int], texts: str) -> list[dict]:
    """Rows for the page: task, texts, precision and recall in percent, number of gold items, day; `marked`: :func:`marked_by_form`."""
    today = datetime.date.today().isoformat()
    made = []
    for task, (group, measure) in TASKS.items():
        found = scores[group][measure]
        precision, recall = (round(100 * found[key], 1) for key in ("precision", "recall"))
        made.append({"task": task, "precision": precision, "recall": recall, "n": found["gold"]})
    for task, (group, measure, share) in SHARES.items():
        value = scores[group][measure][share]
        number = scores[group][measure].get("of", marked.get(share))
        made.append({"task": task, "precision": None, "recall": round(100 * value, 1), "n": number})
    return [row | {"set": texts, "measured": today} for row in made]


def main() -> None:
    """Print the rows; with ``--write`` also write them where the pages read them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"), help="folder with score.py and gold/")
    parser.add_argument("--write", action="store_true", help="write lib/dramatis/scores.json")
    options = parser.parse_args()
    nlp = load_pipeline("en_dramatis")
    sets = [(measured(options.eval, name, nlp), marked_by_form(options.eval, name), texts) for name, texts in SETS.items()]
    found = [row for told in sets for row in rows(*told)]
    for row in found:
        precision = f"{row['precision']:6.1f}" if row["precision"] is not None else "     –"
        print(f"{row['task']:<42}{precision}{row['recall']:7.1f}  n={row['n'] or '–'!s:<5} {row['set']}")
    if options.write:
        SCORES.write_text(json.dumps({"rows": found}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
