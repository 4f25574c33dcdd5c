"""Train the scorer of coreference and write its weights.

``python -m training.coreference features OUT.npz GOLD.jsonl…`` reads gold documents in the format of the evaluation kit, analyzes
them with the embedded pipeline and writes the numbers of every anaphor with the right answer; names, roles and speech are the
library's own, so that the scorer learns to live with their errors. ``python -m training.coreference fit FEATURES.npz WEIGHTS.npz``
learns from them with torch (an extra of its own, never needed at run time).

References
----------
The loss is that of Wiseman et al. (2015), "Learning anaphoricity and antecedent ranking features for coreference resolution",
with one right candidate: cross-entropy over the candidates and nobody.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np

HIDDEN, NONE_HIDDEN = 32, 16
EPOCHS, RATE, DECAY, MODELS = 16, 3e-3, 3e-3, 8
"""Passes, learning rate, weight decay, and how many runs with seeds of their own are averaged (in the scores, by joining layers)."""


def main(arguments: list[str]) -> None:
    """Run one of the two steps."""
    step, target, *sources = arguments
    if step == "features":
        write_features(Path(target), [Path(source) for source in sources])
    elif step == "fit":
        fit(Path(target), Path(sources[0]))
    else:
        raise SystemExit(f"the step {step!r} is unknown; features and fit are accepted")


def read_gold(path: Path) -> list[dict]:
    """The documents of a JSON Lines file, packed or not."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]


def write_features(target: Path, sources: list[Path]) -> None:
    """Numbers and answers of all anaphors of all documents.

    The pipeline's own noun phrases and pronouns of actors (``doc.spans["mentions"]``) are left out: it has learned from these documents
    and is far surer of them than of any other text. What it says of a text that it does not know is weighed in by the resolver.
    """
    import spacy

    nlp = spacy.load("en_dramatis")
    examples = []
    for number, source in enumerate(sources):
        for gold in read_gold(source):
            examples.extend((number, *example) for example in document_examples(gold, unmarked(nlp(gold["text"]))))
    save_examples(target, examples)


def unmarked(doc):
    """The document without the pipeline's own word on what refers to actors."""
    doc.spans.pop("mentions", None)
    return doc


def save_examples(target: Path, examples: list[tuple]) -> None:
    """Write examples (number of the source, candidates' numbers, numbers of none, answer, class) as flat arrays."""
    counts = [len(features) for _, features, *_ in examples]
    np.savez_compressed(
        target,
        source=np.array([number for number, *_ in examples], dtype=np.int8),
        candidates=np.array([row for _, features, *_ in examples for row in features], dtype=np.float32),
        counts=np.array(counts),
        none=np.array([none for _, _, none, _, _ in examples], dtype=np.float32),
        answer=np.array([answer for _, _, _, answer, _ in examples]),
        group=np.array([group for *_, group in examples]),
    )


def document_examples(gold: dict, doc) -> list[tuple]:
    """Candidates' numbers, numbers of none, the right candidate (or how many there are, for none) and class of every anaphor."""
    from dramatis.article import make_article
    from dramatis.extract import actors, coreference, names, roles, sentences, speech
    from dramatis.extract.scheme import words

    article = make_article(gold["text"], id=gold["id"])
    if article.text != gold["text"]:
        return []
    lines = sentences.sentences(doc, article)
    made = actors.actors(article, doc, names.names(doc), lines)
    described = roles.roles(article, doc, made.actors, made.mentions).actors
    spoken = speech.attributions(doc, article).attributions
    entity_of = match_actors(gold, made.mentions)
    answers = GoldAnswers(gold, words(doc), {entity: actor for actor, entity in entity_of.items()})
    found = []

    def decide(case, cast):
        actor = answers.actor(case.anaphor)
        if actor == "optional":
            return coreference.Decision((), 0.0, "gold")
        answer = case.candidates.index(actor) if actor in case.candidates else len(case.candidates)
        if case.candidates and (case.anaphor.group != "i" or case.speaker[0] is None):
            found.append((case.features, case.none, answer, case.anaphor.group))
        known = actor if actor in cast.states else None
        return coreference.Decision((known,) if known else (), 1.0, "gold")

    coreference.cases(article, doc, coreference.Known(described, made.mentions, spoken, lines), decide)
    return found


def match_actors(gold: dict, mentions) -> dict[str, str]:
    """Predicted actor to the gold entity whose names it shares most, one to one, greedily by the number of shared names."""
    at = {}
    for entity in gold["entities"]:
        for mention in entity["mentions"]:
            if mention["form"] == "name":
                at[mention["head_start"]] = entity["id"]
    shared: dict[tuple[str, str], int] = {}
    for actor, start, end in zip(mentions["actor"], mentions["start"], mentions["end"], strict=True):
        for position, entity in at.items():
            if start <= position < end:
                shared[actor, entity] = shared.get((actor, entity), 0) + 1
    matched: dict[str, str] = {}
    for (actor, entity), _ in sorted(shared.items(), key=lambda item: -item[1]):
        if actor not in matched and entity not in matched.values():
            matched[actor] = entity
    return matched


class GoldAnswers:
    """Whom the gold takes an anaphor for: by the head word, among mentions that are no names."""

    def __init__(self, gold: dict, view, actor_of: dict[str, str]) -> None:
        self.view, self.by_head = view, {}
        for entity in gold["entities"]:
            for mention in entity["mentions"]:
                if mention["form"] != "name":
                    optional = mention.get("optional") or entity.get("optional")
                    self.by_head[mention["head_start"]] = "optional" if optional else actor_of.get(entity["id"])

    def actor(self, anaphor) -> str | None:
        """The actor, ``optional``, or nobody."""
        return self.by_head.get(self.view.start[anaphor.head])


def fit(target: Path, source: Path) -> None:
    """Learn weights and write them as float16."""
    import torch

    torch.set_num_threads(1)

    stored = np.load(source)
    rows, counts, answer = torch.tensor(stored["candidates"]), stored["counts"], torch.tensor(stored["answer"])
    none = torch.tensor(stored["none"])
    order = torch.tensor(np.concatenate([np.arange(len(counts)), np.flatnonzero(stored["source"] == 0)]))
    runs = [train_once(torch, seed, (rows, counts, none, answer), order) for seed in range(MODELS)]
    joined = join_runs(runs)
    np.savez_compressed(target, **{name: values.astype(np.float16) for name, values in joined.items()})


def train_once(torch, seed: int, examples: tuple, order) -> dict[str, np.ndarray]:
    """One run: two small networks, whose scores go through one softmax for every anaphor.

    `order` holds the numbers of the examples; those of the first source, which is nearest to the news of today, stand in it twice.
    """
    rows, counts, none, answer = examples
    torch.manual_seed(seed)
    candidate_net = torch.nn.Sequential(
        torch.nn.Linear(rows.shape[1], HIDDEN), torch.nn.Tanh(), torch.nn.Dropout(0.1), torch.nn.Linear(HIDDEN, 1, bias=False)
    )
    none_net = torch.nn.Sequential(
        torch.nn.Linear(none.shape[1], NONE_HIDDEN), torch.nn.Tanh(), torch.nn.Dropout(0.1), torch.nn.Linear(NONE_HIDDEN, 1)
    )
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    longest = int(counts.max())
    index = torch.tensor(starts)[:, None] + torch.arange(longest)[None, :]
    absent = torch.arange(longest)[None, :] >= torch.tensor(counts)[:, None]
    index = index.clamp(max=len(rows) - 1)
    parameters = [*candidate_net.parameters(), *none_net.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(order) // 64 + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=RATE, total_steps=steps)
    target = torch.where(answer == torch.tensor(counts), torch.tensor(longest), answer)
    for _ in range(EPOCHS):
        for part in order[torch.randperm(len(order))].split(64):
            scores = candidate_net(rows[index[part]]).squeeze(-1).masked_fill(absent[part], -1e4)
            loss = torch.nn.functional.cross_entropy(torch.cat([scores, none_net(none[part])], dim=1), target[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return {
        "hidden": candidate_net[0].weight.detach().numpy().T, "hidden_bias": candidate_net[0].bias.detach().numpy(),
        "out": candidate_net[3].weight.detach().numpy()[0], "none_hidden": none_net[0].weight.detach().numpy().T,
        "none_hidden_bias": none_net[0].bias.detach().numpy(), "none_out": none_net[3].weight.detach().numpy()[0],
        "none_bias": none_net[3].bias.detach().numpy(),
    }  # fmt: skip


def join_runs(runs: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """One network whose score is the mean of the scores of all runs: hidden layers side by side, outputs divided."""
    joined = {
        name: np.concatenate([run[name] for run in runs], axis=-1) for name in ("hidden", "hidden_bias", "none_hidden", "none_hidden_bias")
    }
    for name in ("out", "none_out"):
        joined[name] = np.concatenate([run[name] for run in runs]) / len(runs)
    return joined | {"none_bias": np.mean([run["none_bias"] for run in runs], axis=0)}


if __name__ == "__main__":
    main(sys.argv[1:])
