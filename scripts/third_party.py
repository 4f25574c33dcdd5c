"""Write THIRD_PARTY.md: the license of each package in ``requirements.lock``, as the installed packages state it."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAD = """\
# Third-party packages

The packages that `make` installs (`requirements.lock`), with their licenses as they state them. None is contained in this repository.
Made by `make docs`; a test holds the names equal to the lock.

| package | license |
|---|---|
"""
# Packages of other systems or other Python versions, which are not installed where this list is made.
ELSEWHERE = {
    "aiohappyeyeballs": "PSF-2.0",
    "aiohttp": "Apache-2.0 AND MIT",
    "aiosignal": "Apache-2.0",
    "appnope": "BSD-2-Clause",
    "colorama": "BSD-3-Clause",
    "frozenlist": "Apache-2.0",
    "httpx2-jsfetch": "BSD-3-Clause",
    "multidict": "Apache-2.0",
    "propcache": "Apache-2.0",
    "pywinpty": "MIT",
    "yarl": "Apache-2.0",
}
# Texts and classifiers that name no license by its SPDX identifier.
KNOWN = (
    (r"apache", "Apache-2.0"),
    (r"mozilla|\bmpl\b", "MPL-2.0"),
    (r"\bmit\b|permission is hereby granted, free of charge", "MIT"),
    (r"2-clause|simplified bsd|bsd 2", "BSD-2-Clause"),
    (r"bsd|redistribution and use in source and binary", "BSD-3-Clause"),
    (r"\bisc\b", "ISC"),
    (r"python software foundation|\bpsf|license agreement for matplotlib", "PSF-2.0"),
    (r"unlicense", "Unlicense"),
)


def main() -> None:
    """Write the file."""
    rows = "".join(f"| {name} | {terms(name)} |\n" for name in locked_names())
    (ROOT / "THIRD_PARTY.md").write_text(HEAD + rows)


def locked_names() -> list[str]:
    """The names in the lock, sorted, each once."""
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    return sorted({line.split("==")[0] for line in lines if "==" in line and not line.startswith("#")})


def terms(name: str) -> str:
    """The license that the installed package states, as an SPDX expression where it can be told."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        if name not in ELSEWHERE:
            raise SystemExit(f"{name} is not installed here: write its license into ELSEWHERE in scripts/third_party.py") from None
        return ELSEWHERE[name]
    return stated(found) or by_file(found)


def stated(found: Distribution) -> str:
    """The license in the package's metadata: expression, classifier or field; empty where there is none."""
    metadata = found.metadata
    if metadata["License-Expression"]:
        return metadata["License-Expression"]
    classifiers = [each.rsplit(" :: ", 1)[-1] for each in metadata.get_all("Classifier") or [] if each.startswith("License :: ")]
    named = {known(each) for each in [*classifiers, metadata["License"] or ""]} - {""}
    return " OR ".join(sorted(named))


def by_file(found: Distribution) -> str:
    """The license by the text of the package's license file."""
    files = [each for each in found.files or [] if re.search(r"licen[sc]e|copying", each.name, re.IGNORECASE)]
    named = {known(each.read_text()[:2000]) for each in files} - {""}
    if not named:
        raise SystemExit(f"{found.name} states no license that this script knows: add it to KNOWN in scripts/third_party.py")
    return " OR ".join(sorted(named))


def known(text: str) -> str:
    """The SPDX identifier of a license named in `text`; empty where none is known."""
    return next((identifier for pattern, identifier in KNOWN if re.search(pattern, text[:2000], re.IGNORECASE)), "")


if __name__ == "__main__":
    main()
