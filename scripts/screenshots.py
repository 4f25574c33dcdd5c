"""Pictures for docs/images: the sample page on a desktop, a phone, in dark and in print, a page over many articles; and reports/sample.

Needs Chromium (scripts/install-browser.sh), selenium, and pdftoppm for print.

Run: python scripts/screenshots.py [PAGE]; without PAGE it renders the sample article, and keeps its page.
"""

import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
KEPT = ROOT / "reports" / "sample" / "index.html"
SAMPLE = "data/articles/2025-07-24-turchin-mishustin.txt"
OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET = ["--disable-component-update", "--disable-sync", "--hide-scrollbars", "--disable-dev-shm-usage"]
SHOTS = {"report": (1280, 1500, "light"), "report-phone": (390, 1500, "light"), "report-dark": (1280, 1500, "dark")}
"""File name to width, height (px) and color scheme."""
MANY, MANY_SHOT = 400, (1280, 1500, "light")
"""Articles of the synthetic corpus whose page is shown, and how."""


def main() -> None:
    """Write the pictures."""
    page = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else _rendered()
    with tempfile.TemporaryDirectory(prefix="dramatis-shots-", ignore_cleanup_errors=True) as scratch:
        browser = _browser(scratch)
        for name, (width, height, scheme) in SHOTS.items():
            _shoot(browser, page, IMAGES / f"{name}.png", (width, height, scheme))
        _print(browser, page, Path(scratch))
        if len(sys.argv) < 2:
            _shoot(browser, _over_many(Path(scratch)), IMAGES / "corpus.png", MANY_SHOT)
        browser.quit()


def _rendered() -> Path:
    from dramatis.report import run_report

    page = run_report(SAMPLE, tempfile.mkdtemp(prefix="dramatis-sample-")).path
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(page, KEPT)
    return page


def _over_many(scratch: Path) -> Path:
    store, reports = scratch / "store", scratch / "reports"
    subprocess.run([sys.executable, str(ROOT / "scripts" / "synthetic_corpus.py"), str(MANY), "--store", str(store)], check=True)
    command = [sys.executable, "-m", "dramatis", "page", "corpus", "--store", str(store), "--reports", str(reports)]
    subprocess.run(command, check=True)
    return reports / "corpus" / "index.html"


def _browser(profile: str) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for option in [*OPTIONS, *QUIET, f"--user-data-dir={profile}"]:
        options.add_argument(option)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def _shoot(browser: webdriver.Chrome, page: Path, path: Path, look: tuple[int, int, str]) -> None:
    width, height, scheme = look
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    browser.get(page.as_uri())
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    path.write_bytes(base64.b64decode(shot["data"]))


def _print(browser: webdriver.Chrome, page: Path, scratch: Path) -> None:
    browser.get(page.as_uri())
    made = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    (scratch / "page.pdf").write_bytes(base64.b64decode(made["data"]))
    command = ["pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", "-singlefile", str(scratch / "page.pdf"), str(IMAGES / "report-print")]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
