"""Fit the weights of the key phrases' score on documents that are not news, and print them beside those in use.

    python training/topics/fit.py --eval FOLDER

FOLDER is that of ``benchmarks/topics.py``. A pairwise logistic loss (a phrase that finds a theme before one that does not, within one
document) with an L2 penalty. The values in ``scoring.WEIGHTS`` are set by hand, guided by these, with judgment where 40 documents say
little: titles matter more in news, and what measures or points is no key phrase whatever the data say.
"""

import argparse
import importlib.util
import json
from pathlib import Path

import numpy as np

from dramatis.analysis import analyze_many
from dramatis.article import make_article
from dramatis.extract import phrases as stage
from dramatis.extract import scoring
from dramatis.extract.candidates import candidates
from dramatis.extract.scheme import words
from dramatis.extract.variants import groups, singular
from dramatis.pipeline import load_pipeline

PENALTY, STEPS, RATE = 0.05, 300, 0.05


def main() -> None:
    """Print each feature's fitted weight and the one in use."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder with themes.py, themes.jsonl and gold/")
    fitted = fit(documents(parser.parse_args().eval))
    for (name, used), weight in zip(scoring.WEIGHTS.items(), fitted, strict=True):
        print(f"{name:16} fitted {weight:6.2f}  in use {used:6.2f}")


def documents(folder: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each document that is no news: a row of features for every phrase, and whether the phrase finds a theme."""
    spec = importlib.util.spec_from_file_location("themes", folder / "themes.py")
    themes = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(themes)
    texts = {
        row["id"]: row["text"] for path in sorted((folder / "gold").glob("*.jsonl")) for row in map(json.loads, path.open(encoding="utf-8"))
    }
    rows = [row for row in themes.read(folder / "themes.jsonl") if row["genre"] != "news"]
    nlp = load_pipeline()
    found = []
    for row, analysis in zip(rows, analyze_many([make_article(texts[row["id"]], id=row["id"]) for row in rows], nlp), strict=True):
        view = singular(words(nlp(analysis.article.text)))
        barred, _ = stage._names(analysis.mentions, analysis.actors)
        made = groups(view, candidates(view, barred))
        values = np.array(scoring.features(view, made, stage._title_words(analysis.article, view)))
        right = np.array([any(word in theme for word in themes.last_words([group.text], 1) for theme in row["themes"]) for group in made])
        found.append((values, right))
    return found


def fit(found: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Weights for the features as they are; gradient descent with Adam's steps from zero."""
    everything = np.concatenate([values for values, _ in found])
    spread = everything.std(axis=0) + 1e-9
    pairs = [(values[right] / spread, values[~right] / spread) for values, right in found if right.any() and not right.all()]
    weights, mean, square = (np.zeros(everything.shape[1]) for _ in range(3))
    for _ in range(STEPS):
        gradient = PENALTY * weights
        for good, bad in pairs:
            pull = 1 / (1 + np.exp((good @ weights)[:, None] - (bad @ weights)[None])) / (len(good) * len(bad))
            gradient -= (pull.sum(axis=1) @ good - pull.sum(axis=0) @ bad) / len(pairs)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weights -= RATE * mean / (np.sqrt(square) + 1e-8)
    return weights / spread


if __name__ == "__main__":
    main()
