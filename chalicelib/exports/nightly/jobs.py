"""Exports each open production's shots and assets every night, as sheets in a bucket of their own.

A run that comes near its function's end leaves the rest and fails; Lambda calls it twice more with the same event, and
it goes on where it was.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator

import msgspec

from chalicelib import log
from chalicelib.exports import sheets
from chalicelib.exports.entities.making import made
from chalicelib.exports.entities.rules import ASSETS, SHOTS, Kind
from chalicelib.exports.nightly import records, rules
from chalicelib.exports.nightly.rules import Exported, Failed, File, Manifest
from chalicelib.projects.projects.records import Project, open_ones
from chalicelib.settings import settings

SHEETS = {"shots": SHOTS, "assets": ASSETS}
RESERVE = 30.0  # seconds before the function's end in which no production is begun: for the manifest
NO_TIME = "no time was left; the next try of this run goes on here"
Left = Callable[[], float]


class Incomplete(Exception):
    """Something of a run is missing: the function fails, is tried again, and an alarm tells somebody."""


def export_open(due: str, seconds_left: Left) -> Manifest:
    """Export the open productions of the run that was due at that time, and write the manifest. Raises Incomplete.

    One that fails holds up no other. What this very run has exported before, in a try that failed, is left as it is.
    """
    run = rules.moment(due)
    outcomes = list(_outcomes(run, seconds_left))
    exported = [one for one in outcomes if isinstance(one, Exported)]
    failed = [one for one in outcomes if isinstance(one, Failed)]
    manifest = Manifest(settings().version, run, exported, failed)
    content = msgspec.json.format(msgspec.json.encode(manifest))
    records.put(f"{rules.day_of(run)}/{rules.MANIFEST}", content, "application/json", {})
    if failed:
        raise Incomplete(rules.complaint(failed))
    return manifest


def _outcomes(run: dt.datetime, seconds_left: Left) -> Iterator[Exported | Failed]:
    """Yield what came of each production, by name; one after the other, so that only one is in memory."""
    for project in sorted(open_ones(), key=lambda one: (one.name, one.id)):
        if seconds_left() < RESERVE:
            yield Failed(project.id, project.name, NO_TIME)
            continue
        try:
            yield _exported(run, project)
        except Exception as error:  # noqa: BLE001 - log.job has told of it, and the run goes on
            yield Failed(project.id, project.name, type(error).__name__)


def _exported(run: dt.datetime, project: Project) -> Exported:
    with log.job("exports.nightly.nightly_export", project_id=project.id):
        files = [_sheet(run, project, name, kind) for name, kind in SHEETS.items()]
        log.note(rows=[file.rows for file in files], bytes=sum(file.bytes for file in files))
    return Exported(project.id, project.name, files)


def _sheet(run: dt.datetime, project: Project, sheet: str, kind: Kind) -> File:
    """Return a sheet of this run, made if it is not there yet."""
    name = rules.sheet_name(run, project, sheets.file_name(project.name), sheet)
    there = records.about(name)
    if there is not None and there[1].get(records.RUN) == run.isoformat():
        size, facts = there
        return File(name, size, int(facts[records.ROWS]), facts[records.SHA256])
    rows = list(made(kind, project))
    # The API answers cells as they are, as the contract has it; who opens a file of the bucket has not asked for it.
    content = sheets.content(map(sheets.defused, rows))
    file = File(name, len(content), len(rows) - 1, hashlib.sha256(content).hexdigest())
    facts = {records.RUN: run.isoformat(), records.ROWS: str(file.rows), records.SHA256: file.sha256}
    records.put(name, content, sheets.CONTENT_TYPE, facts)
    return file
