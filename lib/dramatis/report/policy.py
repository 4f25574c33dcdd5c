"""The generated files of the template: the palette of the charts, and the policy that names the page's own style and script.

The template is static, so that plain ``jupyter nbconvert --template dramatis`` makes the same page; a policy with hashes
must then be written beforehand. ``python -m dramatis.report.policy`` rewrites both files; a test holds them current.

References
----------
.. [1] W3C, *Content Security Policy Level 3*, hash sources.
"""

import base64
import hashlib
from pathlib import Path

from dramatis.charts import style

__all__ = ["TEMPLATE", "generated", "main"]

TEMPLATE = Path(__file__).parent / "template" / "dramatis"


def generated() -> dict[str, str]:
    """File name to content of the generated files of the template."""
    palette = style.css()
    look = _jinja_reads((TEMPLATE / "style.css").read_text(encoding="utf-8")) + palette
    script = _jinja_reads((TEMPLATE / "script.js").read_text(encoding="utf-8"))
    rules = (
        f"default-src 'none'; style-src '{_hash(look)}'; script-src '{_hash(script)}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return {"palette.css": palette, "policy.html.j2": f'<meta http-equiv="Content-Security-Policy" content="{rules}">'}


def main() -> None:
    """Write the generated files."""
    for name, content in generated().items():
        (TEMPLATE / name).write_text(content, encoding="utf-8", newline="\n")


def _jinja_reads(text: str) -> str:
    return text.removesuffix("\n")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


if __name__ == "__main__":
    main()
