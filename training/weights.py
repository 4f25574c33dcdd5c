"""The weights of a package as float arrays by the network's names: what `training.export` wrote, read back with numpy alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import spacy

from en_dramatis import storage

PARTS = ("query", "key", "value")
PRODUCTS = ("out", "up", "down")


def package_weights(nlp: spacy.Language) -> dict[str, np.ndarray]:
    """All weights of a package by the names of `training.model.Network`, `encoder.words.weight` with the package's pieces only."""
    return _named("encoder", encoder_weights(nlp.get_pipe("encoder").files)) | _named("heads", head_weights(nlp))


def encoder_weights(files: Mapping[str, bytes]) -> dict[str, np.ndarray]:
    """The encoder's weights by the names of `training.model.Encoder`, int8 numbers made floats again; its style is within the positions."""
    kept = storage.unpacked(files["encoder.npz"])
    found = {name: values for name, values in kept.items() if values.dtype == np.float32 and not name.endswith(".scale")}
    words = kept["words.weight"].astype(np.float32) - kept["words.zero"].astype(np.float32)
    found["words.weight"] = words * kept["words.scale"]
    for layer in {name.rsplit(".", 2)[0] for name in kept if name.endswith(".query.weight")}:
        for part in PRODUCTS:
            found[f"{layer}.{part}.weight"] = _floats(kept, f"{layer}.{part}").T
        found[f"{layer}.qkv.weight"] = np.concatenate([_floats(kept, f"{layer}.{part}").T for part in PARTS])
        found[f"{layer}.qkv.bias"] = np.concatenate([found.pop(f"{layer}.{part}.bias") for part in PARTS])
    return found


def head_weights(nlp: spacy.Language) -> dict[str, np.ndarray]:
    """The heads' weights by the names of `training.model.Heads`."""
    kept: dict[str, np.ndarray] = {}
    for pipe, file in (("names", "heads"), ("mentions", "heads"), ("syntax", "heads"), ("syntax", "root"), ("syntax", "relations"),
                       ("attribution", "heads"), ("attribution", "roles"), ("attribution", "distance")):  # fmt: skip
        kept |= storage.unpacked(nlp.get_pipe(pipe).files[f"{file}.npz"])
    weight, bias = kept.pop("odds.sents.weight").T, kept.pop("odds.sents.bias")
    found = {"tags.sents.weight": np.concatenate([-weight / 2, weight / 2]), "tags.sents.bias": np.concatenate([-bias / 2, bias / 2])}
    found["arc"] = np.concatenate([kept.pop("arc.weight"), kept.pop("arc.bias")[None]])
    found["rel"], found["role"] = bilinear(kept, "rel.form", "rel.dep"), bilinear(kept, "role.form", "role.cue")
    found |= {name: kept[name] for name in ("root", "distance")}
    layers = [name.removesuffix(".weight") for name in kept if name.endswith(".weight") and not name.startswith(("rel.", "role."))]
    for layer in layers:
        found |= {f"{layer}.weight": _floats(kept, layer).T, f"{layer}.bias": kept[f"{layer}.bias"]}
    return found


def bilinear(kept: Mapping[str, np.ndarray], form: str, left: str) -> np.ndarray:
    """A bilinear form with ones on both sides, put together from its four parts (`graphs._parts`)."""
    size, count = kept[f"{left}.weight"].shape
    found = np.zeros((count, size + 1, size + 1), dtype=np.float32)
    found[:, :size, :size] = _floats(kept, form).reshape(size, count, size).transpose(1, 0, 2)
    found[:, :size, size] = kept[f"{left}.weight"].T
    found[:, size, :size] = kept[f"{form}.bias"].reshape(count, size)
    found[:, size, size] = kept[f"{left}.bias"]
    return found


def _floats(kept: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    """A product's weights `[in, out]`, int8 numbers by the scale of their column."""
    return kept[f"{name}.weight"].astype(np.float32) * kept.get(f"{name}.scale", np.float32(1))


def _named(whole: str, parts: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {f"{whole}.{name}": values for name, values in parts.items()}
