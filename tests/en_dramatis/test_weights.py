"""A package gives its weights back, so that whoever has it can train on."""

import math

import numpy as np
import pytest

import en_dramatis
from en_dramatis import features
from en_dramatis.component import words
from en_dramatis.decode import log_softmax
from en_dramatis.encoder import gaps

weights = pytest.importorskip("training.weights", reason="run as `python -m pytest` from the root of the repository")

pytestmark = pytest.mark.model

TEXT = 'The mayor of Lima, Ana Torres, said on Monday: "The port stays closed."\n\nShares of Northern Rail fell 4%.'


@pytest.fixture(scope="module")
def nlp():
    return en_dramatis.load()


@pytest.fixture(scope="module")
def found(nlp):
    return weights.package_weights(nlp)


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp.get_pipe("encoder")(nlp.make_doc(TEXT))


def normal(x, found, name):
    x = x - x.mean(axis=-1, keepdims=True)
    return x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + 1e-12) * found[f"{name}.weight"] + found[f"{name}.bias"]


def linear(x, found, name):
    return x @ found[f"{name}.weight"].T + found[f"{name}.bias"]


def gelu(x):
    return x * 0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


def read(x, found):
    """The states of a window's pieces by the network as the literature has it (Vaswani et al. 2017; Devlin et al. 2019)."""
    for number in range(6):
        name = f"encoder.layers.{number}"
        q, k, v = linear(x, found, f"{name}.qkv").reshape(len(x), 3, 12, 32).transpose(1, 2, 0, 3)
        seen = np.exp(log_softmax(q @ k.transpose(0, 2, 1) / math.sqrt(32))) @ v
        x = normal(x + linear(seen.transpose(1, 0, 2).reshape(len(x), -1), found, f"{name}.out"), found, f"{name}.norm1")
        x = normal(x + linear(gelu(linear(x, found, f"{name}.up")), found, f"{name}.down"), found, f"{name}.norm2")
    return x


def test_the_weights_given_back_read_a_text_as_the_package_does(nlp, found, doc):
    encoder, tokens = nlp.get_pipe("encoder"), words(doc)
    ids = {piece: i for i, piece in enumerate(encoder.files["pieces.txt"].decode("utf-8").split("\n"))}
    texts, before = [doc[i].text for i in tokens.tolist()], gaps(doc, tokens)
    pieces = [encoder._pieces.encode(text, add_special_tokens=False).ids for text in texts]
    sizes = [len(p) for p in pieces]
    quoted = features.quoted(np.array([features.mark(text) for text in texts]), before)
    case = [features.OTHER, *np.repeat([features.casing(text) for text in texts], sizes), features.OTHER]
    x = found["encoder.words.weight"][[ids["[CLS]"], *(p for word in pieces for p in word), ids["[SEP]"]]]
    x = x + found["encoder.positions.weight"][: len(x)] + found["encoder.casing.weight"][case]
    x = x + found["encoder.gap.weight"][[features.BREAK, *np.repeat(before, sizes), features.BREAK]]
    x = x + found["encoder.quoted.weight"][[0, *np.repeat(quoted, sizes), 0]]
    ours = read(normal(x, found, "encoder.norm"), found)[np.cumsum([1, *sizes[:-1]])]
    theirs = np.asarray(doc.tensor)[tokens].astype(np.float32)
    alike = (ours * theirs).sum(axis=1) / np.linalg.norm(ours, axis=1) / np.linalg.norm(theirs, axis=1)
    assert alike.mean() > 0.99
    assert alike.min() > 0.95


@pytest.mark.parametrize(
    ("pipe", "layer"), [("names", "ents"), ("mentions", "nominals"), ("mentions", "pronouns"), ("attribution", "cues")]
)
def test_heads_given_back_give_the_same_probabilities(nlp, found, doc, pipe, layer):
    states = np.asarray(doc.tensor)[words(doc)]
    theirs = nlp.get_pipe(pipe).run("heads", states=states)[layer]
    assert np.allclose(log_softmax(linear(states.astype(np.float32), found, f"heads.tags.{layer}")), theirs, atol=1e-3)


@pytest.mark.parametrize("layer", ["upos", "xpos", "morph", "lemma"])
def test_tags_given_back_are_the_same(nlp, found, doc, layer):
    states = np.asarray(doc.tensor)[words(doc)]
    theirs = nlp.get_pipe("syntax").run("heads", states=states)[layer]
    assert (linear(states.astype(np.float32), found, f"heads.tags.{layer}").argmax(axis=1) == theirs).mean() > 0.9


def test_sentences_and_trees_given_back_are_scored_alike(nlp, found, doc):
    states = np.asarray(doc.tensor)[words(doc)]
    syntax = nlp.get_pipe("syntax")
    theirs = syntax.run("heads", states=states)
    x = states.astype(np.float32)
    odds = linear(x, found, "heads.tags.sents")
    assert np.allclose(odds[:, 1] - odds[:, 0], theirs["sents"][:, 0], atol=1e-2)
    dep, head = (gelu(linear(x, found, f"heads.arc_{side}")) for side in ("dep", "head"))
    arcs = np.append(dep, np.ones((len(x), 1)), axis=1) @ found["heads.arc"] @ head.T
    assert np.allclose(arcs, theirs["arc_dep"] @ theirs["arc_head"].T, atol=0.05)
    dep, head = (np.append(theirs[f"rel_{side}"], np.ones((len(x), 1)), axis=1) for side in ("dep", "head"))
    ours = np.einsum("ni,rij,nj->nr", dep, found["heads.rel"], head).argmax(axis=1)
    assert (ours == syntax.run("relations", dep=theirs["rel_dep"], head=theirs["rel_head"])["dep_label"]).mean() > 0.9


def test_roles_given_back_are_scored_alike(nlp, found, doc):
    states = np.asarray(doc.tensor)[words(doc)]
    attribution = nlp.get_pipe("attribution")
    word, cue = attribution.run("heads", states=states)["word"], attribution.run("roles", states=states[:3])
    one = [np.append(x, np.ones((len(x), 1)), axis=1) for x in (gelu(linear(states[:3].astype(np.float32), found, "heads.cue")), word)]
    ours = np.einsum("ci,rij,nj->cnr", one[0], found["heads.role"], one[1])
    assert np.allclose(ours, word @ cue["form"].transpose(0, 2, 1) + cue["bias"][:, None], atol=0.05)
    assert found["heads.distance"].shape == (ours.shape[2], 33)
