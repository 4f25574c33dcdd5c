"""The network: a small BERT with many heads.

The encoder is MiniLM (6 layers, 384 wide), written out so that training needs
torch alone; three embeddings are added to its input (casing, gap, quotation,
see `en_dramatis.features`). Everything after the encoder is small.

References
----------
Wang et al. 2020, "MiniLM"; Dozat and Manning 2017, "Deep Biaffine Attention for
Neural Dependency Parsing".
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import ClassVar

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.records import CUES, ENTS, NOMINALS, PRONOUNS, ROLES, STYLES, Labels

WIDTH, LAYERS, HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512
ARC, REL, ROLE = 128, 64, 128
DISTANCES = 33
"""Buckets of the distance between a cue and a word, logarithmic, with its sign."""
FIXED = {"ents": len(ENTS), "nominals": len(NOMINALS), "pronouns": len(PRONOUNS), "cues": len(CUES), "sents": 2}


class Dropout(nn.Module):
    """Dropout whose masks are cut from a pool: drawing them anew takes an eighth of a step on a CPU."""

    SIZE = 1 << 22
    REFRESH = 5000
    pools: ClassVar[dict[tuple, list]] = {}

    def __init__(self, share: float):
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or x.numel() > self.SIZE // 2:
            return functional.dropout(x, self.share, self.training)
        key = (self.share, x.dtype, x.device)
        entry = self.pools.setdefault(key, [None, 0])
        if entry[1] % self.REFRESH == 0:
            keep = torch.rand(self.SIZE, device=x.device) >= self.share
            entry[0] = keep.to(x.dtype) / (1 - self.share)
        entry[1] += 1
        start = int(torch.randint(self.SIZE - x.numel(), ()))
        return x * entry[0][start : start + x.numel()].view(x.shape)


class Layer(nn.Module):
    """One transformer layer, normalized after each half as in BERT."""

    def __init__(self, dropout: float):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # written out: on a CPU the fused attention's backward pass takes longer
        weights = q @ (k / math.sqrt(WIDTH // HEADS)).transpose(-1, -2)
        weights = torch.softmax(weights if mask is None else weights + mask, dim=-1)
        seen = weights.to(v.dtype) @ v
        x = self.norm1(x + self.dropout(self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces and word features in, states out."""

    def __init__(self, pieces: int, dropout: float = 0.1):
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.casing = nn.Embedding(6, WIDTH)
        self.gap = nn.Embedding(4, WIDTH)
        self.quoted = nn.Embedding(2, WIDTH)
        self.style = nn.Embedding(len(STYLES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        for extra in (self.casing, self.gap, self.quoted, self.style):
            nn.init.normal_(extra.weight, std=0.005)
        self.words.weight.requires_grad_(False)

    def forward(self, pieces: Tensor, features: tuple[Tensor, Tensor, Tensor], style: Tensor, mask: Tensor | None = None) -> Tensor:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        casing, gap, quoted = features
        x = self.words(pieces) + self.positions(places) + self.casing(casing) + self.gap(gap) + self.quoted(quoted)
        x = x + self.style(style)[:, None, :]
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_base(self, path: Path) -> None:
        """Take the weights of a BERT file in safetensors form."""
        base = {k.removeprefix("bert."): v.float() for k, v in load_file(path).items()}
        own = {
            "words.weight": base["embeddings.word_embeddings.weight"],
            "positions.weight": base["embeddings.position_embeddings.weight"] + base["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": base["embeddings.LayerNorm.weight"],
            "norm.bias": base["embeddings.LayerNorm.bias"],
        }
        names = {
            "out": "attention.output.dense",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm1": "attention.output.LayerNorm",
            "norm2": "output.LayerNorm",
        }
        for i in range(LAYERS):
            there = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                own[f"layers.{i}.qkv.{part}"] = torch.cat([base[f"{there}attention.self.{m}.{part}"] for m in ("query", "key", "value")])
                for ours, theirs in names.items():
                    own[f"layers.{i}.{ours}.{part}"] = base[f"{there}{theirs}.{part}"]
        missing, unexpected = self.load_state_dict(own, strict=False)
        if unexpected or any(not m.startswith(("casing", "gap", "quoted", "style")) for m in missing):
            raise ValueError(f"{path} is no MiniLM-L6 file: missing {missing}, unexpected {unexpected}")


class Heads(nn.Module):
    """What is read off the states of words."""

    def __init__(self, labels: Labels, dropout: float = 0.2):
        super().__init__()
        self.dropout = Dropout(dropout)
        sizes = {k: len(v) for k, v in labels.values.items() if k != "dep"} | FIXED
        self.tags = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in sizes.items()})
        deps = len(labels.values["dep"])
        self.arc_dep, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.rel_dep, self.rel_head = nn.Linear(WIDTH, REL), nn.Linear(WIDTH, REL)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.root = nn.Parameter(torch.zeros(ARC))
        self.rel = nn.Parameter(torch.zeros(deps, REL + 1, REL + 1))
        self.cue, self.word = nn.Linear(WIDTH, ROLE), nn.Linear(WIDTH, ROLE)
        self.role = nn.Parameter(torch.zeros(len(ROLES), ROLE + 1, ROLE + 1))
        self.distance = nn.Parameter(torch.zeros(len(ROLES), DISTANCES))
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.rel, std=0.02)
        nn.init.normal_(self.role, std=0.02)
        nn.init.normal_(self.root, std=0.1)

    def arcs(self, x: Tensor) -> Tensor:
        """Scores `[batch, dependent, head]` for padded words `[batch, words, width]`; head 0 is the root."""
        dep, head = self.hidden(self.arc_dep, x), self.hidden(self.arc_head, x)
        head = torch.cat([self.root.to(head.dtype).expand(x.shape[0], 1, ARC), head], 1)
        return _one(dep) @ self.arc @ head.transpose(1, 2)

    def rels(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores `[pairs, relations]` of dependents with their heads (states, zeros for the root)."""
        d, h = _one(self.hidden(self.rel_dep, dep)), _one(self.hidden(self.rel_head, head))
        return torch.einsum("ni,rij,nj->nr", d, self.rel, h)

    def roles(self, cue: Tensor, words: Tensor, distance: Tensor) -> Tensor:
        """Scores `[words, roles]` for the words of one window with one cue's state."""
        c, w = _one(self.hidden(self.cue, cue)), _one(self.hidden(self.word, words))
        return torch.einsum("i,rij,nj->nr", c, self.role, w) + self.distance[:, distance].t()

    def hidden(self, layer: nn.Linear, x: Tensor) -> Tensor:
        """A projection for scoring pairs."""
        return self.dropout(functional.gelu(layer(x)))


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, pieces: int, labels: Labels):
        super().__init__()
        self.encoder = Encoder(pieces)
        self.heads = Heads(labels)


def _one(x: Tensor) -> Tensor:
    return torch.cat([x, x.new_ones(*x.shape[:-1], 1)], -1)


def bucket(offset: Tensor) -> Tensor:
    """Bucket of a signed distance in words: 0 in the middle, doubling outward."""
    half = DISTANCES // 2
    size = (torch.log2(offset.abs().float() + 1) * 2).round().clamp(max=half).long()
    return half + torch.sign(offset).long() * size
