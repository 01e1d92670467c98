"""The operator's handbook names what there is: every alarm, and no command or file that is not there."""

import re

import pytest

from infra import template
from infra.index import ROOT
from tests.guards.test_readme import targets

HANDBOOK = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
ALARMS = [
    resource["Properties"]["AlarmName"].value.removeprefix("${AWS::StackName}-")
    for resource in template.read()["Resources"].values()
    if resource["Type"] == "AWS::CloudWatch::Alarm"
]


@pytest.mark.parametrize("alarm", ALARMS)
def test_every_alarm_has_its_row(alarm):
    assert f"| `{alarm}` |" in HANDBOOK, "say in docs/operations.md what it means and what to do first"


def test_every_row_is_of_an_alarm():
    table = HANDBOOK.partition("\n## Alarms")[2].partition("\n## ")[0]

    assert sorted(re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE)) == sorted(ALARMS)


def test_every_command_is_there():
    named = re.findall(r"\bmake ([a-z-]+) STAGE|`make ([a-z-]+)`", HANDBOOK)

    assert {"".join(name) for name in named} - targets() == set()
    for module in set(re.findall(r"python -m ([\w.]+)", HANDBOOK)):
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").exists(), module


def test_every_link_and_file_is_there():
    headings = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^## (.*)$", HANDBOOK, re.MULTILINE)
    }

    for page, heading in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", HANDBOOK):
        assert (ROOT / "docs" / page).exists() if page else heading in headings, page or heading
    for file in re.findall(r"`((?:infra|tests|\.chalice)/[\w./]+)`", HANDBOOK):
        assert (ROOT / file).exists(), file
