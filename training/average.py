"""The mean of the averaged weights of several checkpoints: `python -m training.average OUT CHECKPOINT…`.

The checkpoints must stem from one another (or from one start), else their means mean nothing.

References
----------
Wortsman et al. 2022, "Model soups: averaging weights of multiple fine-tuned models improves accuracy without increasing inference time".
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Write the mean as a checkpoint that `export` and `silver` read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    args = parser.parse_args()
    states = [torch.load(path, map_location="cpu", weights_only=False) for path in args.checkpoints]
    torch.save({"average": mean([s["average"] for s in states]), "labels": states[0]["labels"]}, args.out)


def mean(weights: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of every tensor.

    Raises
    ------
    ValueError
        If the networks are not of one shape.
    """
    if any(w.keys() != weights[0].keys() for w in weights):
        raise ValueError("the checkpoints are of networks with other parts")
    return {name: torch.stack([w[name].float() for w in weights]).mean(0) for name in weights[0]}


if __name__ == "__main__":
    main()
