"""An administrator brings a sheet of people."""

import pytest

from tests.harness import Client, Reply
from tests.studio import Studio, Values

HEAD = "First Name;Last Name;Email"


def send(studio: Studio, text: str, by: Client | None = None, *, update: bool = False) -> Reply:
    """Import people."""
    path = "/import/csv/persons" + ("?update=true" if update else "")
    return (by or studio.admin).upload(path, "people.csv", text.encode())


def found(studio: Studio, email: str) -> list[Values]:
    """Return who has an address."""
    return list(studio.get(f"/data/persons?email={email}&relations=true").body)


def test_people_come_with_what_the_studio_calls_things(studio):
    department = studio.department(name="Modeling")
    sheet = f"{HEAD};Role;Departments;Contract Type;Country;Daily Salary;Active\nAda;Stone;ADA@example.com;"
    done = send(studio, sheet + "Production Manager;Modeling;Freelance;fr;350;no\n")

    assert done.status == 201
    assert "password" not in done.body[0]
    (ada,) = found(studio, "ada@example.com")
    assert (ada["full_name"], ada["role"], ada["contract_type"], ada["country"]) == (
        "Ada Stone", "manager", "freelance", "FR",
    )  # fmt: skip
    assert (ada["departments"], ada["daily_salary"], ada["active"]) == ([department["id"]], 350, False)


def test_an_update_changes_what_is_said_and_nothing_else(studio):
    send(studio, f"{HEAD};Phone;Role\nAda;Stone;ada@example.com;0102;Supervisor\n")
    send(studio, f"{HEAD};Phone\nAdele;Stone;Ada@Example.com;\n", update=True)

    (ada,) = found(studio, "ada@example.com")
    assert (ada["full_name"], ada["phone"], ada["role"]) == ("Adele Stone", "0102", "supervisor")


def test_without_update_who_is_here_stays(studio):
    send(studio, f"{HEAD}\nAda;Stone;ada@example.com\n")
    (same,) = send(studio, f"{HEAD}\nEve;Other;ada@example.com\n").body

    assert same["first_name"] == "Ada"


@pytest.mark.parametrize(
    "cells",
    [
        "\nEve;X;no address", "\nEve;X;", "\n;X;eve@example.com", ";Role\nEve;X;eve@example.com;King",
        ";Country\nEve;X;eve@example.com;France", ";Studio\nEve;X;eve@example.com;Nowhere",
        ";Departments\nEve;X;eve@example.com;Nothing", ";Active\nEve;X;eve@example.com;maybe",
        ";Daily Salary\nEve;X;eve@example.com;a lot", f"\n{'E' * 200};X;eve@example.com",
        ";Phone\nEve;X;eve@example.com;" + "1" * 90,
    ],
)  # fmt: skip
def test_a_cell_that_means_nothing_is_refused_and_nobody_comes(studio, cells):
    refused = send(studio, f"{HEAD}{cells}\n")

    assert (refused.status, refused.body["line_number"], refused.body["imported_rows"]) == (400, 2, 0)
    assert found(studio, "eve@example.com") == []


@pytest.mark.parametrize("who", ["manager", "supervisor", "user", "client", "vendor", "nobody"])
def test_nobody_but_an_administrator_brings_people(studio, who):
    refused = send(studio, f"{HEAD};Role\nEve;X;eve@example.com;admin\n", studio.as_(who))

    assert refused.status == (401 if who == "nobody" else 403)
    assert found(studio, "eve@example.com") == []
