import importlib.util
import json
import shutil
import tempfile
from pathlib import Path

import nbformat
import pytest

from dramatis.analysis import from_json
from dramatis.report.render import html_page
from dramatis.resources import resource

DATA = Path(__file__).parents[2] / "data"
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (path := shutil.which(name))), None)
DRIVER = shutil.which("chromedriver")
OPTIONS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
AXE = Path(__file__).parents[2] / "axe" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(
  found => done(found.violations.map(rule => [rule.id, rule.impact, rule.nodes.slice(0, 3).map(node => node.html.slice(0, 200))])),
  error => done([[String(error), 'error', []]]))
"""


@pytest.fixture(scope="session")
def sample():
    """An analysis made by hand, by name: sample, sixty-words, many, nothing."""

    def load(name):
        return from_json(json.loads((DATA / f"{name}-analysis.json").read_text(encoding="utf-8")))

    return load


@pytest.fixture(scope="session")
def page_of():
    """The page of an analysis, made from the cells of the article notebook without pipeline and kernel."""

    def make(analysis, top_n=10):
        from IPython.core.formatters import DisplayFormatter

        notebook = nbformat.read(resource("notebooks/article.ipynb"), as_version=4)
        names, formatter = {}, DisplayFormatter()
        for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
            if cell.id == "load":
                exec("\n".join(line for line in cell.source.splitlines() if line.startswith("from ")), names)  # the imports alone
                names["analysis"] = analysis
            elif "parameters" in cell.metadata.get("tags", []):
                exec(cell.source, names)
                names["top_n"] = top_n
            else:
                data, metadata = formatter.format(eval(cell.source, names))
                cell.outputs = [nbformat.v4.new_output("execute_result", data=data, metadata=metadata, execution_count=1)]
        return html_page(notebook)

    return make


@pytest.fixture(scope="session")
def hostile():
    """The module of attacks."""
    spec = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def hostile_analysis(hostile):
    """An analysis in which every name, quotation and topic is an attack."""
    return hostile.hostile_analysis()


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium that keeps a log of what pages say and ask for."""
    if not (CHROMIUM and DRIVER):
        pytest.skip("needs Chromium and chromedriver: run scripts/install-browser.sh")
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium: pip install 'dramatis[browser]'")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.set_capability("unhandledPromptBehavior", "ignore")
    with tempfile.TemporaryDirectory(prefix="dramatis-browser-", ignore_cleanup_errors=True) as profile:
        for option in [*OPTIONS, f"--user-data-dir={profile}"]:
            options.add_argument(option)
        driver = webdriver.Chrome(options=options, service=Service(DRIVER))
        yield driver
        driver.quit()


@pytest.fixture
def opened(browser):
    """Open a page at a width (px) and a zoom, light or dark; `fragment` is what stands behind its ``#``."""

    def open_page(path, *, width=1280, zoom=1, scheme="light", fragment=""):
        browser.get("about:blank")
        browser.get_log("browser"), browser.get_log("performance")
        size = {"width": width // zoom, "height": 900 // zoom, "deviceScaleFactor": zoom, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        browser.get(path.as_uri() + fragment)
        return browser

    return open_page


@pytest.fixture
def barriers(browser, opened):
    """Open a page and return what axe-core says against it."""
    if not AXE.exists():
        pytest.skip("needs axe-core: run scripts/install-browser.sh (npm)")

    def look(path, **options):
        opened(path, **options)
        browser.execute_script("document.querySelectorAll('details').forEach(item => item.open = true)")
        browser.execute_script(AXE.read_text(encoding="utf-8"))
        browser.set_script_timeout(180)
        return browser.execute_async_script(RUN)

    return look


@pytest.fixture
def requests(browser):
    """The addresses that a page asked for; files on disk and what the page or the browser itself holds (data, about) left out."""

    def asked():
        messages = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
        urls = [message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if not url.startswith(("file:///", "about:", "data:"))]

    return asked
