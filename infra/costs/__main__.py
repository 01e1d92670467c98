"""Writes docs/costs.md of measured.json (`make costs`); with `measure` it measures anew first, for some minutes."""

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from infra import template
from infra.costs import page

MEASURED = Path(__file__).with_name("measured.json")


def resources() -> dict[str, int]:
    """Return how many things of the stack cost something whether they are used or not."""
    kinds = [entry["Type"] for entry in template.read()["Resources"].values()]
    return {"alarms": kinds.count("AWS::CloudWatch::Alarm"), "secrets": kinds.count("AWS::SecretsManager::Secret")}


def main() -> None:
    """Measure if that is wanted, and write the page."""
    data: dict[str, Any] = json.loads(MEASURED.read_text()) if MEASURED.exists() else {}
    if "measure" in sys.argv[1:]:
        from infra.costs.measure import measured

        data |= {"sizes": measured(), "measured": dt.datetime.now(dt.UTC).date().isoformat()}
    data["resources"] = resources()
    MEASURED.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    page.PAGE.write_text(page.text(data), encoding="utf-8")


if __name__ == "__main__":
    main()
