"""The whole way from the corpora to the package: `python -m training`, or `python -m training --smoke` in some minutes.

Two rounds: the first learns from the corpora; its network labels the articles that nobody marked, and the second round
goes on from the first one's weights with these and with varied texts. With `--go-on` the network of the package that
there is takes the place of the first round. A round that is there already is not run again, one that was stopped goes on.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

EPOCHS = (12, 6)
SECOND_RATE = "0.6"
SMOKE = ["--smoke", "12", "--room", "500", "--seed", "3"]
"""Steps and size of batches of a trial run, whose weights are good for nothing."""


def main() -> None:
    """Run every step that has not been done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--eval", default="../shared/eval")
    parser.add_argument("--base", help="folder with the base weights, where their package is not installed")
    parser.add_argument("--build", type=Path, help="default: training/build, with --smoke training/build/smoke")
    parser.add_argument("--package", help="where the package is written; default: lib/en_dramatis, with --smoke into the build folder")
    parser.add_argument("--go-on", metavar="PACKAGE", help="a package, by name or folder, to go on from instead of a first round")
    parser.add_argument("--smoke", action="store_true", help="a few steps only, to see that everything runs; the package stays as it is")
    args = parser.parse_args()
    build = args.build or Path("training/build/smoke" if args.smoke else "training/build")
    package = args.package or (str(build / "package") if args.smoke else "lib/en_dramatis")
    for target, module, arguments in steps(build, package, args):
        if target is None or not target.exists():
            print(f"--- {module} {' '.join(arguments)}", flush=True)
            subprocess.run([sys.executable, "-m", f"training.{module}", *arguments], check=True)
            if target is not None and not target.exists():
                target.touch()


def steps(build: Path, package: str, args: argparse.Namespace) -> list[tuple[Path | None, str, list[str]]]:
    """What is to be run: a file that is there once the step is done, the module and its arguments."""
    corpora, evaluation = ["--corpora", args.corpora], ["--eval", args.eval]
    base = ["--base", args.base] if args.base else []
    prepared, silver = str(build / "prepared.pkl"), str(build / "silver.pkl")
    first, second, trial = build / "first", build / "second", build / "first-package"
    few, articles = (SMOKE, ["--articles", "2"]) if args.smoke else ([], [])
    if args.go_on:
        checkpoint, teacher = str(build / "restored.pt"), args.go_on
        before = [(Path(checkpoint), "restore", [*base, "--package", teacher, "--out", checkpoint])]
    else:
        checkpoint, teacher = str(first / "last.pt"), str(trial)
        before = [
            (first / "done", "train", [*base, "--prepared", prepared, "--run", str(first), "--epochs", str(EPOCHS[0]), *few]),
            (trial, "export", [*base, *corpora, "--prepared", prepared, "--run", str(first), "--package", teacher]),
        ]
    taught = ["--teachers", checkpoint, "--package", teacher, *articles]
    start = ["--start", checkpoint, "--rate", SECOND_RATE]
    return [
        (Path(prepared), "prepare", [*corpora, *evaluation, "--out", prepared]),
        *before,
        (Path(silver), "silver", [*base, *corpora, *evaluation, "--prepared", prepared, *taught, "--out", silver]),
        (second / "done", "train", [*base, *start, "--prepared", silver, "--run", str(second), "--epochs", str(EPOCHS[1]), *few]),
        (None, "export", [*base, *corpora, "--prepared", silver, "--run", str(second), "--package", package]),
        *([] if args.smoke else [(None, "vectors", base)]),
        (None, "evaluate", [*corpora, *evaluation, "--model", package, "--package", package, "--write"]),
    ]


if __name__ == "__main__":
    main()
