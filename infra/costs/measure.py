"""Measures each operation in productions of three sizes, in this process, beside an emulator of AWS."""

import dataclasses
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from infra.costs import units
from infra.costs.gauge import Gauge
from infra.costs.operations import OPERATIONS, Prepare, Send
from infra.costs.world import Patient, Size, World
from infra.local.console import say
from infra.local.emulator import Emulator
from tests import harness

SIZES = {"small": Size(60, 40, 5), "middle": Size(300, 180, 20), "large": Size(800, 450, 55)}
TURNS = 6  # the first one imports and warms up, and doesn't count


def measured() -> dict[str, Any]:
    """Return what was measured: for each size what is kept, and what each operation used in the mean of its turns."""
    harness.ENVIRONMENT.pop("INARI_LOCAL", None)  # limits of size as on AWS
    harness.ENVIRONMENT["INARI_PASSWORD_ROUNDS"] = "12"  # as on AWS
    with tempfile.TemporaryDirectory() as folder:
        emulator = Emulator(Path(folder), pause=3600)
        try:
            emulator.wait()
            inari = Patient(emulator.url, f"{900:012}")
            gauge = Gauge(inari.place.dynamodb)
            return {name: _of_size(inari, gauge, name, size) for name, size in SIZES.items()}
        finally:
            emulator.kill()


def _of_size(inari: Patient, gauge: Gauge, name: str, size: Size) -> dict[str, Any]:
    begun = time.perf_counter()
    world = World(inari, size)
    say(f"{name}: {size.shots} shots, {len(world.tasks)} tasks, made in {time.perf_counter() - begun:.0f} s")
    kept = _kept_bytes(inari)
    used = {operation: _of_operation(world, gauge, prepare) for operation, prepare in OPERATIONS.items()}
    return {**size._asdict(), "tasks": len(world.tasks), "kept_bytes": kept, "operations": used}


def _of_operation(world: World, gauge: Gauge, prepare: Prepare) -> dict[str, float]:
    turns = [_turn(world, gauge, prepare, number) for number in range(TURNS)][1:]
    mean = {name: round(statistics.fmean(turn[name] for turn in turns), 2) for name in turns[0]}
    mean["cpu_ms"] = round(statistics.median(turn["cpu_ms"] for turn in turns), 2)
    return {**mean, "kept_bytes": _adds(world, prepare) if mean["write_units"] else 0}


def _turn(world: World, gauge: Gauge, prepare: Prepare, number: int) -> dict[str, float]:
    send = _prepared(world, prepare, number)
    gauge.begin()
    begun = time.process_time()
    reply = send()
    cpu = (time.process_time() - begun) * 1000
    used = gauge.end()
    assert reply is None or reply.status < 400, reply
    return {"cpu_ms": cpu, "answer_bytes": len(reply.content) if reply else 0, **dataclasses.asdict(used)}


def _prepared(world: World, prepare: Prepare, number: int) -> Send:
    world.inari.work()  # what earlier turns have left
    return prepare(world, number)


def _adds(world: World, prepare: Prepare) -> int:
    """Return by how many bytes one more turn makes the tables grow."""
    send = _prepared(world, prepare, TURNS)
    before = _kept_bytes(world.inari)
    send()
    return _kept_bytes(world.inari) - before


def _kept_bytes(inari: Patient) -> int:
    """Return the bytes of all tables and their index, as AWS bills them."""
    return sum(
        units.kept_bytes(item)
        for name in inari.place.names().tables
        for page in inari.place.dynamodb.get_paginator("scan").paginate(TableName=name)
        for item in page["Items"]
    )
