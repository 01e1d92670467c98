"""The page at /docs in a real browser: found, filtered, logged in, tried; and it asks nobody but its own server."""

import shutil
from collections.abc import Iterator

import pytest

from infra.local.settings import ADMINISTRATOR, FIRST_PASSWORD
from tests.local_server import LocalServer

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
SECONDS = 30  # for a page on a machine that is busy with other tests
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
)


@pytest.fixture
def browser(tmp_path) -> Iterator:
    """Return a headless Chromium that reports what it asks for and what it complains about."""
    if not (CHROMIUM and DRIVER):
        pytest.skip("no Chromium here: apt-get install chromium chromium-driver")
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = Service(DRIVER)
    running = Chrome(options, service)
    running.implicitly_wait(SECONDS)
    yield running
    running.quit()


@pytest.fixture
def page(browser, server: LocalServer):
    browser.get(f"{server.url}/docs")
    browser.find_element("css selector", "body[data-ready]")
    return browser


def tried(page, operation: str, **fields: str):
    """Open an operation, fill its fields and send it; returns what it answers with."""
    details = page.find_element("id", operation)
    page.execute_script("arguments[0].open = true; arguments[0].scrollIntoView({block: 'center'})", details)
    form = details.find_element("css selector", "form")
    for name, value in fields.items():
        field = form.find_element("name", name)
        field.clear()
        field.send_keys(value)
    form.find_element("css selector", "button.send").click()
    details.find_element("css selector", ".status")
    return details.find_element("css selector", ".answer")


def log_in(page) -> None:
    form = page.find_element("id", "login")
    form.find_element("name", "email").send_keys(ADMINISTRATOR)
    form.find_element("name", "password").send_keys(FIRST_PASSWORD)
    form.find_element("css selector", "button").click()
    assert page.find_element("xpath", "//output[@id='who'][contains(., 'You are')]")


def shown(page) -> list[str]:
    return [one.get_attribute("id") for one in page.find_elements("css selector", "section > details:not([hidden])")]


def test_a_newcomer_finds_an_operation_by_words_in_any_order(page):
    everything = len(shown(page))

    page.find_element("id", "filter").send_keys("departments post")

    found = shown(page)
    assert "people.departments.department_create" in found
    assert 0 < len(found) < everything / 20
    assert page.find_element("id", "count").text == f"{len(found)} operations"


def test_a_stranger_is_refused_and_an_administrator_makes_a_department(page):
    refused = tried(page, "people.departments.department_list")
    assert refused.find_element("css selector", ".status").text.startswith("401")

    log_in(page)
    made = tried(page, "people.departments.department_create", body='{"name": "Layout <b>", "color": "#123456"}')

    assert made.find_element("css selector", ".status").text.startswith("201")
    assert '"name": "Layout <b>"' in made.find_element("css selector", ":scope > pre").text
    headers = made.find_element("css selector", "details")
    page.execute_script("arguments[0].open = true", headers)
    assert "x-request-id" in headers.text


def test_the_page_asks_only_its_own_server_and_breaks_no_rule_of_its_policy(page, server):
    names = page.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")

    assert names == [f"{server.url}/openapi.json"]
    assert [entry for entry in page.get_log("browser") if "favicon" not in entry["message"]] == []


def test_what_is_not_of_the_page_may_not_run_in_it(page):
    page.execute_script(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.bad = 1'}))"
    )

    assert page.execute_script("return window.bad") is None
    assert any("Content Security Policy" in entry["message"] for entry in page.get_log("browser"))
