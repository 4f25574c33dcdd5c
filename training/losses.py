"""The losses of the heads, each on the words that its corpora label."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from en_dramatis import features
from training.model import WIDTH, Network, bucket
from training.records import ENTS, IGNORE

WEIGHTS = {
    "ents": 2.5,
    "upos": 1.0,
    "xpos": 1.0,
    "morph": 0.8,
    "lemma": 0.8,
    "sents": 2.0,
    "cues": 2.0,
    "nominals": 2.0,
    "pronouns": 1.0,
    "arcs": 1.0,
    "rels": 0.7,
    "roles": 1.5,
}
"""Weight of a head's loss summed over words; names count more, as most words are outside all names."""
RARE_NAMES, RARE = ("EVENT", "MISC"), 2.0
"""Labels whose words count so much more than those of others: few are marked, and most are taken for organizations."""
RUN_IN = 2.0
"""What a sentence's start counts where no paragraph shows it."""
EMPHASIZED = ("ents", "sents")


def states(network: Network, batch: dict) -> Tensor:
    """States of words `[batch, words, width]`, the first piece's."""
    pieces = batch["pieces"]
    mask = batch.get("mask")
    x = network.encoder(pieces, (batch["casing"], batch["gaps"], batch["quoted"]), batch["style"], mask)
    return x.gather(1, batch["firsts"].unsqueeze(-1).expand(-1, -1, WIDTH))


def padding_mask(pieces: Tensor, pad: int) -> Tensor:
    """Additive attention mask of a padded batch."""
    mask = torch.zeros(pieces.shape, device=pieces.device)
    return mask.masked_fill(pieces == pad, -1e4)[:, None, None, :]


def loss(network: Network, batch: dict, words: Tensor) -> tuple[Tensor, dict[str, float]]:
    """The weighted sum of all heads' losses per word, and each by itself."""
    heads, labels = network.heads, batch["labels"]
    total_words = batch["words"].sum()
    dropped = heads.dropout(words)
    parts: dict[str, Tensor] = {}
    for layer in heads.tags:
        if layer in labels:
            known = labels[layer] != IGNORE
            if known.any():
                scores = heads.tags[layer](dropped[known]).float()
                each = functional.cross_entropy(scores, labels[layer][known], reduction="none")
                parts[layer] = (each * emphasis(layer, batch)[known]).sum() if layer in EMPHASIZED else each.sum()
    if "heads" in labels:
        parts |= _parse_losses(network, words, labels)
    frames = [(row, anchor, roles) for row, found in enumerate(batch["frames"]) for anchor, roles in found]
    if frames:
        parts["roles"] = _role_loss(network, words, frames)
    total = sum(WEIGHTS[k] * v for k, v in parts.items()) / total_words
    return total, {k: float(v.detach()) for k, v in parts.items()}


def emphasis(layer: str, batch: dict) -> Tensor:
    """What each word counts in the loss of a layer of `EMPHASIZED`, `[batch, words]`."""
    labels = batch["labels"][layer]
    if layer == "ents":
        rare = torch.tensor([label[2:] in RARE_NAMES for label in ENTS], device=labels.device)
        return torch.where(rare[labels.clamp(min=0)], RARE, 1.0)
    run_in = (labels == 1) & (batch["gaps"].gather(1, batch["firsts"]) != features.BREAK)
    return torch.where(run_in, RUN_IN, 1.0)


def _parse_losses(network: Network, words: Tensor, labels: dict[str, Tensor]) -> dict[str, Tensor]:
    heads = labels["heads"]
    rows = (heads != IGNORE).any(1)
    if not rows.any():
        return {}
    part, heads, deps = words[rows], heads[rows], labels["dep"][rows]
    scores = network.heads.arcs(part).float()
    padded = functional.pad((deps != IGNORE) | (heads != IGNORE), (1, 0), value=True)
    scores = scores.masked_fill(~padded[:, None, :], -1e4)
    known = heads != IGNORE
    arcs = functional.cross_entropy(scores[known], heads[known], reduction="sum")
    named = known & (deps != IGNORE)
    with_root = functional.pad(part, (0, 0, 1, 0))
    row, _ = torch.nonzero(named, as_tuple=True)
    rels = network.heads.rels(part[named], with_root[row, heads[named]]).float()
    return {"arcs": arcs, "rels": functional.cross_entropy(rels, deps[named], reduction="sum")}


def _role_loss(network: Network, words: Tensor, frames: list[tuple[int, int, Tensor]]) -> Tensor:
    losses = []
    for row, anchor, roles in frames:
        n = len(roles)
        distance = bucket(torch.arange(n) - anchor).to(words.device)
        scores = network.heads.roles(words[row, anchor], words[row, :n], distance).float()
        losses.append(functional.cross_entropy(scores, roles.to(words.device), reduction="sum"))
    return torch.stack(losses).sum()
