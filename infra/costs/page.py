"""Writes docs/costs.md of what was measured: the tables, for the prose in page.md."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from infra.costs import bill, gauge
from infra.costs.bill import Bill, Use
from infra.costs.prices import FREE, IRELAND, REGIONS, SERVERS, VIRGINIA, Prices
from infra.costs.studios import DAY_OF, DAYS, MONTHS_KEPT, MOVIE_BYTES, RANGES, STUDIOS, THUMBNAILS_OF, Studio
from infra.index import ROOT

PAGE = ROOT / "docs" / "costs.md"
PROSE = Path(__file__).with_name("page.md")
DEAREST = 14  # operations in the list of what dominates
IDLE = bill.idle().plus(Use(table_bytes=1e9, file_bytes=10e9))
LEAST = 0.005  # dollars: what is less is left out of an idle month
PER_MILLION = 1e-5  # dollars: what costs less is told by the million
Data = dict[str, Any]


class Month:
    """A studio's month: what each operation uses, and all of it together."""

    def __init__(self, studio: Studio, data: Data) -> None:
        self.studio, self.resources = studio, data["resources"]
        measured = data["sizes"][studio.size]
        self.shots = measured["shots"]
        self.operations = bill.of_month(studio, measured)
        self.use = bill.total([*self.operations.values(), bill.kept(studio, measured)])
        self.server = bill.server(studio, self.use, IRELAND)

    def bill(self, prices: Prices) -> Bill:
        """Return what it costs by the list, by service."""
        return bill.whole(self.use, self.resources, prices)


def text(data: Data) -> str:
    """Return the page."""
    months = [Month(studio, data) for studio in STUDIOS]
    return PROSE.read_text(encoding="utf-8").format(
        measured=data["measured"], sums=_sums(months), services=_services(months), dearest=_dearest(months),
        idle=_idle(data["resources"]), servers=_servers(months), day=_day(), operations=_operations(data["sizes"]),
        prices=_prices(), resources=_listed(data["resources"]), free=_listed(FREE), sizes=_sizes(data["sizes"]),
        latency=_listed(gauge.LATENCY), days=DAYS, months=MONTHS_KEPT, movie=MOVIE_BYTES // 2**20, ranges=RANGES,
        polls=bill.POLLS, metrics=bill.METRICS, metric_bytes=bill.METRIC_BYTES,
        thumbnails=", ".join(f"{share:.0%} ({role})" for role, share in THUMBNAILS_OF.items()), memory=bill.MEMORY,
        cold=1 / bill.COLD, cold_ms=bill.COLD_MS, headers=bill.HEADERS, lines=bill.LAMBDA_LINES,
    )  # fmt: skip


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [names, ["---", *["---:"] * (len(names) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _dollars(amount: float) -> str:
    return f"{amount:,.0f} $" if amount >= 100 else f"{amount:.2f} $"


def _count(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 or number == int(number) else f"{number:.1f}"


def _listed(numbers: dict[str, Any]) -> str:
    return ", ".join(f"{number:,.0f} {name}" for name, number in numbers.items())


def _sums(months: list[Month]) -> str:
    def row(name: str, prices: Prices) -> list[str]:
        return [name, *(_dollars(sum(month.bill(prices).values())) for month in months)]

    rest = [sum(month.bill(IRELAND).values()) - bill.free(month.use, month.resources, IRELAND) for month in months]
    by_person = [sum(month.bill(IRELAND).values()) / month.studio.head_count for month in months]
    rows = [
        ["productions", *(f"{month.studio.productions} of {month.shots} shots" for month in months)],
        ["requests", *(_count(month.use.requests) for month in months)],
        *(row(f"**{prices.region}, by the list**", prices) for prices in REGIONS),
        ["a person (eu-west-1)", *map(_dollars, by_person)],
        ["after the free allowances (eu-west-1)", *map(_dollars, rest)],
        ["a server with a database, for comparison", *(_dollars(sum(month.server.values())) for month in months)],
        ["files and data out, in all of these", *(_dollars(month.server[bill.SAME]) for month in months)],
    ]
    return _table(["a month", *(month.studio.name for month in months)], rows)


def _services(months: list[Month]) -> str:
    bills = [month.bill(IRELAND) for month in months]
    head = ["eu-west-1, by the list", *(month.studio.name for month in months)]
    return _table(head, ([name, *(_dollars(one[name]) for one in bills)] for name in bills[0]))


def _dearest(months: list[Month]) -> str:
    """Return the operations that cost most, with their share of what all operations cost."""
    costs = [{name: _sum(use) for name, use in month.operations.items()} for month in months]
    largest = sorted(costs[-1], key=lambda name: -costs[-1][name])[:DEAREST]
    head = ["operation", *(month.studio.name for month in months), "times", "reading", "writing", "data out", "rest"]
    return _table(head, (
        [name, *(f"{one[name] / sum(one.values()):.0%}" if name in one else "" for one in costs),
         *_why(months[-1].operations[name])]
        for name in largest
    ))  # fmt: skip


def _sum(use: Use) -> float:
    return sum(bill.priced(use, IRELAND).values())


def _why(use: Use) -> list[str]:
    one = bill.priced(use, IRELAND)
    named = [one["DynamoDB, reading"], one["DynamoDB, writing"], one["Data to the internet"]]
    return [_count(use.invocations), *map(_dollars, (*named, _sum(use) - sum(named)))]


def _idle(resources: dict[str, int]) -> str:
    bills = [bill.whole(IDLE, resources, prices) for prices in REGIONS]
    rows = [
        [name, *(_dollars(one[name]) for one in bills)] for name in bills[0] if any(one[name] >= LEAST for one in bills)
    ]
    sums = [sum(one.values()) for one in bills]
    left = [one - bill.free(IDLE, resources, prices) for one, prices in zip(sums, REGIONS, strict=True)]
    rows += [["**by the list**", *map(_dollars, sums)], ["**after the free allowances**", *map(_dollars, left)]]
    return _table(["an idle month", *(prices.region for prices in REGIONS)], rows)


def _servers(months: list[Month]) -> str:
    rows = [["which", *(SERVERS[month.studio.name].names for month in months)]]
    rows += [[name, *(_dollars(month.server[name]) for month in months)] for name in months[0].server]
    return _table(["eu-west-1, a month", *(month.studio.name for month in months)], rows)


def _day() -> str:
    names = dict.fromkeys(name for day in DAY_OF.values() for name in day)
    rows = ([name, *(_count(day[name]) if name in day else "" for day in DAY_OF.values())] for name in names)
    return _table(["operation", *DAY_OF], rows)


def _operations(sizes: Data) -> str:
    small, large = sizes["small"]["operations"], sizes["large"]["operations"]
    head = ["operation, in the small and the large production", "read units", "write units", "trips",
            "ms of processor", "ms of waiting", "KB answered"]  # fmt: skip
    fields = ("read_units", "write_units", "trips", "cpu_ms", "wait_ms", "answer_bytes")
    return _table(head, ([name, *(_pair(small[name], one, field) for field in fields)] for name, one in large.items()))


def _pair(small: dict[str, float], large: dict[str, float], field: str) -> str:
    scale = 1000 if field == "answer_bytes" else 1
    both = dict.fromkeys(_count(round(one[field] / scale, 1)) for one in (small, large))
    return " · ".join(both)


def _sizes(sizes: Data) -> str:
    return "; ".join(
        f"{name} {one['shots']} shots, {one['assets']} assets, {one['tasks']:,} tasks, {one['kept_bytes'] / 1e6:.1f} MB"
        for name, one in sizes.items()
    )


def _prices() -> str:
    rows = []
    for field in VIRGINIA._fields[1:]:
        unit, factor = (", a million", 1e6) if getattr(VIRGINIA, field) < PER_MILLION else ("", 1.0)
        rows.append([f"{field.replace('_', ' ')}{unit}", *(f"{getattr(p, field) * factor:.4g}" for p in REGIONS)])
    return _table(["", *(prices.region for prices in REGIONS)], rows)
