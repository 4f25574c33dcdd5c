"""The page in a real browser: nothing hostile runs, nothing is asked from the network, nothing sticks out."""

import time
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.browser

ELEMENTS_OF_OURS = """
html head meta title style body script main header nav footer section article a div p h1 h2 h3 h4 ul ol li dl dt dd span b i em strong
small br time blockquote details summary pre code figure figcaption table thead tbody tr th td caption
svg g defs path rect circle ellipse use text tspan line polygon pattern clippath image desc
"""
EVERY = "[...document.querySelectorAll('*')]"


@pytest.fixture(scope="module")
def hostile_page(page_of, hostile_analysis, tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "index.html"
    path.write_text(page_of(hostile_analysis), encoding="utf-8")
    return path


def test_nothing_of_a_hostile_article_runs_or_is_fetched(browser, opened, requests, hostile_page, hostile_analysis):
    opened(hostile_page)
    time.sleep(1)
    browser.execute_script("document.querySelectorAll('details').forEach(item => item.open = true)")
    browser.execute_script(
        "document.querySelectorAll('a,span,summary').forEach(item => item.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})))"
    )
    time.sleep(0.5)
    assert "owned" not in browser.execute_script("return document.title.slice(0, 5)")
    assert requests() == []
    assert browser.get_log("browser") == []
    assert not has_dialog(browser)


def has_dialog(browser):
    from selenium.common.exceptions import NoAlertPresentException

    try:
        browser.switch_to.alert.accept()
    except NoAlertPresentException:
        return False
    return True


def test_no_element_attribute_or_link_of_a_hostile_article_is_in_the_page(browser, opened, hostile_page):
    opened(hostile_page)
    names = set(
        browser.execute_script("return [...new Set([...document.querySelectorAll('*')].map(item => item.localName.toLowerCase()))]")
    )
    assert names <= set(ELEMENTS_OF_OURS.split())
    attributes = browser.execute_script(f"return [...new Set({EVERY}.flatMap(item => item.getAttributeNames()))]")
    assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc", "src", "action", "formaction")]
    links = browser.execute_script(
        f"return [...new Set({EVERY}.map(item => (item.getAttribute('href') || item.getAttribute('xlink:href') || '#').slice(0, 20)))]"
    )
    assert all(link.startswith(("#", "data:text/csv", "data:application/js", "data:application/vn", "data:image/svg+x")) for link in links)
    assert browser.execute_script("return document.querySelectorAll('script').length") == 1


def test_the_text_of_a_hostile_article_can_be_read_as_it_is(browser, opened, hostile_page, hostile_analysis):
    opened(hostile_page)
    shown = browser.execute_script(
        "const text = document.querySelector('.article-text').cloneNode(true); text.querySelectorAll('.who').forEach(who => who.remove());"
        "return [...text.querySelectorAll('p')].map(p => p.textContent)"
    )
    from dramatis.markup import visible

    assert shown == [visible(paragraph) for paragraph in hostile_analysis.article.text.split("\n\n")]


@pytest.mark.parametrize("name", ["sample", "sixty-words", "nothing", "many"])
def test_a_page_opens_from_disk_without_request_or_error(browser, opened, requests, page_of, sample, tmp_path, name):
    path = tmp_path / "index.html"
    path.write_text(page_of(sample(name)), encoding="utf-8")
    opened(path)
    assert requests() == []
    assert browser.get_log("browser") == []
    assert browser.execute_script("return document.querySelectorAll('h1').length") == 1


def only_reported(analysis):
    """An article from a long unbroken address in which no actor speaks, with a long unbroken word as its title."""
    address = "https://news.example/" + "UK_urges_US_to_waive_" * 12
    article = replace(analysis.article, source=address, publisher=address, title="Un" + "break" * 30)
    return replace(analysis, article=article, quotes=analysis.quotes[analysis.quotes["speaker"].isna()].reset_index(drop=True))


def test_where_no_actor_speaks_a_sentence_stands_in_place_of_a_table_of_zeros(page_of, sample):
    figure = BeautifulSoup(page_of(only_reported(sample("sample"))), "lxml").select_one("#f-speakers")
    assert figure.get_text() == "No actor of this page speaks; the text gives as sources The allies"


@pytest.mark.parametrize(("width", "zoom"), [(360, 1), (768, 1), (1280, 2)])
def test_nothing_scrolls_sideways(browser, opened, page_of, sample, hostile_page, tmp_path, width, zoom):
    pages = [hostile_page]
    for name in ("sample", "many"):
        pages.append(tmp_path / f"{name}.html")
        pages[-1].write_text(page_of(sample(name)), encoding="utf-8")
    pages.append(tmp_path / "reported.html")
    pages[-1].write_text(page_of(only_reported(sample("sample"))), encoding="utf-8")
    for path in pages:
        opened(path, width=width, zoom=zoom)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width // zoom, path.name


def test_a_count_opens_its_list_and_the_list_leads_to_the_words(browser, opened, page_of, sample, tmp_path):
    path = tmp_path / "index.html"
    path.write_text(page_of(sample("sample")), encoding="utf-8")
    opened(path)
    browser.execute_script("document.querySelector('.card a.n').click()")
    shown = "[...document.querySelectorAll('.evidences section')].filter(item => item.offsetHeight)"
    assert browser.execute_script(f"return {shown}.length") >= 1
    browser.execute_script(f"{shown}[0].querySelector('a').click()")
    assert browser.execute_script("return document.querySelector(':target').closest('.article-text') !== null")


def test_a_count_is_opened_read_and_closed_by_keyboard_alone(browser, opened, page_of, sample, tmp_path):
    from selenium.webdriver.common.keys import Keys

    path = tmp_path / "index.html"
    path.write_text(page_of(sample("sample")), encoding="utf-8")
    opened(path)
    press = lambda *keys: [browser.switch_to.active_element.send_keys(key) for key in keys]  # noqa: E731
    press(Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the report"
    press(Keys.TAB)
    count = browser.switch_to.active_element
    assert count.get_attribute("href").endswith("#e-a1")
    press(Keys.ENTER, Keys.TAB)
    assert browser.execute_script("return document.activeElement.closest('.evidences') !== null")
    press(Keys.ESCAPE)
    assert browser.execute_script("return document.querySelector('.evidences :target')") is None
    assert browser.switch_to.active_element == count


def test_every_link_can_be_reached_by_keyboard_and_shows_that_it_is(browser, opened, page_of, sample, tmp_path):
    path = tmp_path / "index.html"
    path.write_text(page_of(sample("sample")), encoding="utf-8")
    opened(path)
    assert (
        browser.execute_script(f"return {EVERY}.filter(item => item.tabIndex > 0 || item.matches('a[href][tabindex=\"-1\"]')).length") == 0
    )
    browser.execute_script("document.querySelector('.card a.n').focus()")
    assert browser.execute_script("return getComputedStyle(document.querySelector('.card a.n')).outlineStyle") in ("solid", "auto")


def test_a_page_is_whole_without_its_script(browser, opened, page_of, sample, tmp_path):
    path = tmp_path / "index.html"
    path.write_text(page_of(sample("sample")), encoding="utf-8")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    opened(path, fragment="#e-a1-name")
    items = [item.text for item in browser.find_elements("css selector", "#e-a1-name li") if item.is_displayed()]
    opened(path)
    hidden = [item for item in browser.find_elements("css selector", ".evidences li") if item.is_displayed()]
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert len(items) == 4
    assert not hidden


def test_the_policy_stops_what_would_slip_through_and_this_would_be_noticed(browser, opened, page_of, sample, tmp_path):
    path = tmp_path / "index.html"
    own = "document.title = 'owned'"
    slip = f"<script>{own}</script><img src='https://example.invalid/p.png' onerror=\"{own}\"><p style='color:red'>"
    path.write_text(page_of(sample("nothing")).replace("</main>", f"{slip}</main>"), encoding="utf-8")
    opened(path)
    time.sleep(0.5)
    assert browser.title != "owned"
    assert len(browser.get_log("browser")) >= 3
