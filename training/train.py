"""Training: `python -m training.train --run DIR`, resumable at any moment.

The rate warms up, stays, and decays to nothing: a file `decay` in the run's folder,
holding a number of minutes, starts the decay of that length. Weights are averaged all
along (exponential moving average); checkpoints hold everything needed to go on.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.base import check_base, default_base
from training.batches import Maker
from training.losses import loss, padding_mask, states
from training.model import Network
from training.records import STYLES
from training.scoring import scores

ENCODER_RATE, HEAD_RATE, LOW_RATE = 1.6e-4, 1.2e-3, 0.02
WARM_UP = 200
AVERAGE = 0.998
CLIP = 1.0
"""Rates are of AdamW; warm-up in steps; AVERAGE is the share of the old in the moving average."""


def main() -> None:
    """Train until the decay is over, the epochs are done or the process is stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepared", type=Path, default=Path("training/build/prepared.pkl"))
    parser.add_argument("--base", type=Path, default=default_base(), help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--run", type=Path, default=Path("training/build/run"))
    parser.add_argument("--start", type=Path, help="a checkpoint whose averaged weights to start from, with rates of --rate")
    parser.add_argument("--rate", type=float, default=1.0, help="all learning rates times this")
    parser.add_argument("--epochs", type=int, default=12, help="the last fifth of which decays the rate")
    parser.add_argument("--room", type=int, default=1600, help="pieces in a batch")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save-minutes", type=float, default=5)
    parser.add_argument("--smoke", type=int, default=0, help="stop after so many steps, with scores")
    args = parser.parse_args()
    check_base(args.base)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    run = Run(args)
    run.train()


class Run:
    """A training run with its state."""

    def __init__(self, args: argparse.Namespace):
        self.args = args
        with args.prepared.open("rb") as file:
            data = pickle.load(file)
        self.documents, self.dev, self.labels = data["train"], data["dev"], data["labels"]
        tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.maker = Maker(tokenizer, self.labels)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = Network(tokenizer.get_vocab_size(), self.labels).to(self.device)
        self.network.encoder.load_base(args.base / "model.safetensors")
        if args.start:
            state = torch.load(args.start, map_location=self.device, weights_only=False)
            if state["labels"] != self.labels.values:
                raise SystemExit(f"{args.start} has other labels than {args.prepared}: prepare the corpora that it was trained on")
            self.network.load_state_dict(state["average"])
        self.average = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
        self.optimizer = torch.optim.AdamW(_groups(self.network), betas=(0.9, 0.98), eps=1e-8, fused=True)
        self.epoch, self.step, self.decay = 0, 0, None
        self.saved = time.monotonic()
        if (args.run / "last.pt").exists():
            self.resume(args.run / "last.pt")

    def train(self) -> None:
        """Epoch after epoch."""
        while self.epoch < self.args.epochs:
            began, seen, sums = time.monotonic(), 0, {}
            rng = random.Random(self.args.seed * 1000 + self.epoch)
            for batch in self.maker.epoch(self.documents, rng, self.args.room):
                parts = self.one_step(batch)
                words = int(batch["words"].sum())
                seen += words
                for name, value in parts.items():
                    sums[name] = sums.get(name, 0.0) + value
                if self.step % 50 == 0:
                    rate = seen / (time.monotonic() - began)
                    self.log(
                        step=self.step,
                        words=seen,
                        rate=round(rate),
                        scale=round(self.scale(), 4),
                        loss={k: round(v / seen, 4) for k, v in sums.items()},
                    )
                    sums, seen, began = {}, 0, time.monotonic()
                if time.monotonic() - self.saved > self.args.save_minutes * 60:
                    self.save()
                if self.finished():
                    self.save()
                    self.evaluate()
                    return
            self.epoch += 1
            self.save()
            self.evaluate()

    def finished(self) -> bool:
        """Whether the decay is over or a smoke run long enough."""
        if self.args.smoke and self.step >= self.args.smoke:
            return True
        return self.decay is not None and time.time() >= self.decay[1]

    def scale(self) -> float:
        """The rate now as a share of the full one."""
        if self.decay is None and (self.args.run / "decay").exists():
            now = time.time()
            self.decay = (now, now + 60 * float((self.args.run / "decay").read_text()))
        warm = min(1.0, (self.step + 1) / WARM_UP)
        left = 1.0
        if self.decay:
            left = max(0.0, 1 - (time.time() - self.decay[0]) / (self.decay[1] - self.decay[0]))
        elif self.epoch >= self.args.epochs * 0.8:
            left = (self.args.epochs - self.epoch) / (self.args.epochs * 0.2 + 1)
        return self.args.rate * warm * (LOW_RATE + (1 - LOW_RATE) * left)

    def one_step(self, batch: dict) -> dict[str, float]:
        """One step of the optimizer on a batch; gives the summed losses by head."""
        batch = {k: v.to(self.device) if isinstance(v, torch.Tensor) else v for k, v in batch.items()}
        batch["labels"] = {k: v.to(self.device) for k, v in batch["labels"].items()}
        batch["mask"] = padding_mask(batch["pieces"], self.maker.pad)
        scale = self.scale()
        for group in self.optimizer.param_groups:
            group["lr"] = group["full"] * scale
        with torch.autocast(self.device.type, torch.bfloat16):
            batch["mask"] = batch["mask"].to(torch.bfloat16)
            words = states(self.network, batch)
            total, parts = loss(self.network, batch, words)
        self.optimizer.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), CLIP)
        self.optimizer.step()
        self.step += 1
        if self.step % 5 == 0:
            keep = min(AVERAGE**5, self.step / (self.step + 50))
            with torch.no_grad():
                for name, value in self.network.state_dict().items():
                    if name != "encoder.words.weight":
                        self.average[name].lerp_(value, 1 - keep)
        return parts

    def evaluate(self) -> None:
        """Log the development scores of the averaged weights."""
        own = {k: v.clone() for k, v in self.network.state_dict().items()}
        self.network.load_state_dict(self.average)
        self.network.cpu()
        for style in (1, 0) if self.epoch % 2 == 0 else (1,):
            found = scores(self.network, self.maker, self.labels, self.dev, style)
            self.log(epoch=self.epoch, step=self.step, style=STYLES[style], scores=found)
        self.network.to(self.device)
        self.network.load_state_dict(own)

    def save(self) -> None:
        """Write the state of the run."""
        state = {
            "network": self.network.state_dict(),
            "average": self.average,
            "epoch": self.epoch,
            "step": self.step,
            "optimizer": self.optimizer.state_dict(),
            "labels": self.labels.values,
        }
        torch.save(state, self.args.run / "new.pt")
        (self.args.run / "new.pt").replace(self.args.run / "last.pt")
        self.saved = time.monotonic()

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint, at the beginning of its epoch."""
        state = torch.load(path, map_location=self.device, weights_only=False)
        self.network.load_state_dict(state["network"])
        self.average = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.epoch, self.step = state["epoch"], state["step"]
        self.log(resumed=str(path), step=self.step)

    def log(self, **values) -> None:
        """A line of the log."""
        line = json.dumps({"time": time.strftime("%H:%M:%S"), **values})
        print(line, flush=True)
        with (self.args.run / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def _groups(network: Network) -> list[dict]:
    new = ("casing", "gap", "quoted", "style")
    encoder, extra, plain = [], [], []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("heads") or any(n in name for n in new):
            extra.append(parameter)
        elif parameter.ndim > 1:
            encoder.append(parameter)
        else:
            plain.append(parameter)
    return [
        {"params": encoder, "full": ENCODER_RATE, "lr": 0.0, "weight_decay": 0.02},
        {"params": plain, "full": ENCODER_RATE, "lr": 0.0, "weight_decay": 0.0},
        {"params": extra, "full": HEAD_RATE, "lr": 0.0, "weight_decay": 0.01},
    ]


if __name__ == "__main__":
    main()
