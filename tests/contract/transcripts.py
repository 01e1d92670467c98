"""Replays the recorded transcripts on an Inari in this process, and keeps count of the steps that pass.

python -m tests.contract.transcripts tasks-comment-status …     prints what differs, for whoever mends it
python -m tests.contract.transcripts --all                      counts all, and raises the ratchet
python -m tests.contract.transcripts --kinds                    the same, and counts the plain tables' steps by kind
"""

import importlib
import importlib.util
import json
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.harness import Inari

CONTRACT = Path(__file__).resolve().parents[3] / "shared" / "contract"
RATCHET = Path(__file__).with_name("ratchet.json")


def load_replay() -> ModuleType:
    """Return the contract's own replayer."""
    spec = importlib.util.spec_from_file_location("replay", CONTRACT / "replay.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["replay"] = module
    spec.loader.exec_module(module)
    return module


def names() -> list[str]:
    """Return the transcripts that there are; none without the contract."""
    return sorted(path.stem for path in (CONTRACT / "transcripts").glob("*.json"))


def replay(inari: Inari, name: str) -> list[Any]:
    """Replay one transcript; returns the result of each step."""
    module = load_replay()
    cookies: dict[str, str] = {}

    def send(request: Any) -> Any:
        headers = dict(request.headers)
        if cookies and "Cookie" not in headers:
            headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in cookies.items() if value)
        answer = inari.answer(request.method, request.path, headers, request.body or b"")
        lines = answer.headers.get("Set-Cookie", [])
        for line in [lines] if isinstance(lines, str) else lines:
            key, _, value = line.partition(";")[0].partition("=")
            cookies[key] = value
        body = answer.body if isinstance(answer.body, bytes) else answer.body.read()
        return module.Answer(answer.status, {key.lower(): value for key, value in answer.headers.items()}, body)

    steps = json.loads((CONTRACT / "transcripts" / f"{name}.json").read_text())
    inari.empty()
    return list(module.replay(steps, send))


def _find_all_topics() -> None:
    """Find what the index doesn't know yet, and pass over topics that are being written at this moment."""
    from chalicelib.web import door, paths
    from infra.index import ROOT

    found = {}
    for file in (ROOT / "chalicelib").glob("*/*/routes.py"):
        topic = ".".join(file.parent.relative_to(ROOT / "chalicelib").parts)
        try:
            routes = importlib.import_module(f"chalicelib.{topic}.routes").routes
        except Exception as error:  # noqa: BLE001 - whoever writes it sees it
            print(f"! {topic}: {error!r}")  # noqa: T201
            continue
        found[topic] = tuple(f"{operation.method} {operation.path}" for operation in routes.operations)
    door._tree = paths.Tree(found)


def _raise_ratchet(counts: dict[str, int]) -> None:
    """Keep the most steps that ever passed of each transcript; it never falls."""
    kept: dict[str, int] = json.loads(RATCHET.read_text()) if RATCHET.exists() else {}
    raised = {name: max(count, kept.get(name, 0)) for name, count in counts.items()}
    RATCHET.write_text(json.dumps(raised, indent=1) + "\n")


def _print_differences(results: list[Any]) -> None:
    for result in results:
        if not result.passed:
            step = result.step
            body = json.dumps(step.get("json", step.get("query")))
            print(f"#{result.index} {step.get('as')}: {step['method']} {step['path']} {body[:200]}")  # noqa: T201
            print("".join(f"    {difference}\n" for difference in result.differences[:4]), end="")  # noqa: T201


def main() -> None:
    """Replay and print."""
    from infra.local.emulator import Emulator
    from tests.contract.kinds import Counts

    everything = sys.argv[1:] in (["--all"], ["--kinds"])
    with tempfile.TemporaryDirectory() as folder:
        emulator = Emulator(Path(folder), pause=3600)
        try:
            emulator.wait()
            inari = Inari(emulator.url, "000000000777")
            _find_all_topics()
            counts, total, plain = {}, 0, Counts()
            for name in names() if everything else sys.argv[1:]:
                results = replay(inari, name)
                counts[name] = sum(result.passed for result in results)
                total += len(results)
                plain.add(name, results)
                if not everything:
                    _print_differences(results)
                print(f"{name}: {counts[name]}/{len(results)}", flush=True)  # noqa: T201
            print(f"{sum(counts.values())}/{total}")  # noqa: T201
            if everything:
                _raise_ratchet(counts)
            if "--kinds" in sys.argv:
                print("\n".join(plain.lines()))  # noqa: T201
        finally:
            emulator.kill()


if __name__ == "__main__":
    main()
