"""The gallery in a real browser, opened from disk: filters, their address, and that 5,000 reports stay usable."""

import json
import time

import pytest

from dramatis.report.gallery import rebuild_gallery

pytestmark = pytest.mark.browser
MANY = 5000


def gallery_of(folder, cards):
    for number, card in enumerate(cards):
        (folder / f"r{number}").mkdir(parents=True)
        record = {"ok": True, "error": None, "card": {"title": "T", "date": None, "source": "s", "article": "a"} | card}
        (folder / f"r{number}" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    return rebuild_gallery(folder)


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    people, subjects = ["Ann Lee", "Bob Poe", "Cy Roe", "Di Woe"], ["bridges", "floods"]
    cards = [
        {"title": "First", "date": "2026-01-01", "publisher": "The Daily", "actors": people[:1], "all_actors": people, "topics": subjects},
        {"title": "Second", "date": "2026-02-01", "publisher": "The Weekly", "actors": people[1:2], "topics": subjects[:1]},
        {"title": "Third", "actors": people[2:3], "topics": subjects[1:]},
    ]
    return gallery_of(tmp_path_factory.mktemp("few"), cards)


def shown(browser):
    return browser.execute_script(
        "return [...document.querySelectorAll('.report')].filter(row => row.offsetHeight).map(row => row.querySelector('h2').textContent)"
    )


def fill(browser, **values):
    for name, value in values.items():
        typed = "box.value = arguments[1]; box.dispatchEvent(new Event('input', {bubbles: true}))"
        browser.execute_script(f"const box = document.getElementById(arguments[0]); {typed}", name, value)
    time.sleep(0.3)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"actor": "bob"}, ["Second", "First"]),
        ({"actor": "Cy Roe", "topic": "floods"}, ["First", "Third"]),
        ({"source": "the daily"}, ["First"]),
        ({"from": "2026-01-15"}, ["Second"]),
        ({"to": "2026-01-15"}, ["First"]),
        ({"words": "second weekly"}, ["Second"]),
        ({"actor": "nobody of that name"}, []),
    ],
)
def test_reports_are_filtered_by_actor_topic_source_and_date(browser, opened, requests, few, values, expected):
    opened(few)
    assert shown(browser) == ["Second", "First", "Third"]
    fill(browser, **values)
    assert shown(browser) == expected
    assert browser.find_element("id", "shown").text == f"{len(expected)} of 3 shown"
    browser.find_element("css selector", "button[type=reset]").click()
    time.sleep(0.2)
    assert len(shown(browser)) == 3
    assert browser.get_log("browser") == []
    assert requests() == []


def test_a_filter_has_an_address(browser, opened, few):
    opened(few, fragment="#actor=Ann+Lee&topic=bridges")
    assert shown(browser) == ["First"]
    assert browser.find_element("id", "actor").get_attribute("value") == "Ann Lee"


def test_the_filter_can_be_used_by_keyboard_alone(browser, opened, few):
    from selenium.webdriver.common.keys import Keys

    opened(few)
    for _ in range(3):  # past the skip link and the feed
        browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.get_attribute("id") == "words"
    browser.switch_to.active_element.send_keys("third")
    time.sleep(0.3)
    assert shown(browser) == ["Third"]


def test_without_its_script_the_gallery_lists_all(browser, opened, few):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    opened(few)
    rows = [row.text for row in browser.find_elements("css selector", ".report h2") if row.is_displayed()]
    filters = browser.find_element("css selector", ".filter").is_displayed()
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert rows == ["Second", "First", "Third"]
    assert not filters


def test_nothing_of_hostile_records_runs_or_is_fetched(browser, opened, requests, hostile, tmp_path):
    assert len(hostile.PAYLOADS) >= 200
    keys = ("title", "date", "source", "publisher")
    cards = [dict.fromkeys(keys, attack) | {key: [attack] for key in ("actors", "topics", "all_actors")} for attack in hostile.PAYLOADS]
    opened(gallery_of(tmp_path, cards))
    fill(browser, actor=hostile.PAYLOADS[0], words="<script>")
    time.sleep(0.5)
    assert shown(browser)
    assert browser.title == "Reports"
    assert requests() == []
    assert browser.get_log("browser") == []
    assert browser.execute_script("return document.querySelectorAll('script').length") == 2
    assert browser.execute_script("return document.querySelectorAll('.report *').length") == 7 * len(hostile.PAYLOADS)


def test_five_thousand_reports_are_usable(browser, opened, tmp_path):
    people, subjects = [f"Person {number} of Norwick" for number in range(1500)], [f"subject number {number}" for number in range(400)]
    cards = [
        {
            "title": f"Report {number} on what happened at the harbor of Norwick this week",
            "date": f"{2020 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}",
            "publisher": f"Paper {number % 20}",
            "actors": [people[(number * 7 + k) % 1500] for k in range(3)],
            "all_actors": [people[(number * 7 + k) % 1500] for k in range(12)],
            "topics": [subjects[(number * 3 + k) % 400] for k in range(3)],
            "all_topics": [subjects[(number * 3 + k) % 400] for k in range(12)],
        }
        for number in range(MANY)
    ]
    path = gallery_of(tmp_path, cards)
    assert path.stat().st_size < 8_000_000
    start = time.perf_counter()
    opened(path)
    loaded = time.perf_counter() - start
    start = time.perf_counter()
    took = browser.execute_script(
        "const start = performance.now(); document.getElementById('actor').value = 'Person 77 of Norwick';"
        "document.querySelector('.filter').dispatchEvent(new FocusEvent('focusin', {bubbles: true}));"
        "document.querySelector('.filter').dispatchEvent(new Event('submit', {cancelable: true})); document.body.offsetHeight;"
        "return performance.now() - start"
    )
    print(f"{path.stat().st_size:,} bytes, open in {loaded:.2f} s, first filter in {took:.0f} ms")
    assert 0 < len(shown(browser)) < 100
    assert loaded < 10
    assert took < 3000
