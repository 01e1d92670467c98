"""Departments, studios, equipment, salary scales and the organisation: all may read most of it, admins write it."""

import pytest

NAMED = {"name": "One", "color": "#112233"}
PLUGIN = {"plugin_id": "one", "name": "One", "version": "1", "maintainer_name": "Ann", "license": "MIT"}
THING = {"name": "One", "short_name": "O", "file_extension": "one"}
TABLES = [
    ("/data/departments", NAMED, 200), ("/data/studios", NAMED, 200), ("/data/softwares", THING, 200),
    ("/data/hardware-items", {"name": "One", "short_name": "O"}, 403), ("/data/organisations", {"name": "One"}, 200),
    ("/data/plugins", PLUGIN, 403),
]  # fmt: skip


@pytest.mark.parametrize(("path", "values", "reads"), TABLES)
@pytest.mark.parametrize("who", ["manager", "user", "client"])
def test_only_admins_write(studio, path, values, reads, who):
    made, by = studio.make(path, **values), studio.as_(who)

    assert by.get(path).status == reads
    assert by.get(f"{path}/{made['id']}").status == reads
    assert by.post(path, values | {"name": "Two"}).status == 403
    assert by.put(f"{path}/{made['id']}", {"name": "Two"}).status == 403
    assert by.delete(f"{path}/{made['id']}").status == 403
    assert studio.get(f"{path}/{made['id']}").body == made


@pytest.mark.parametrize(("path", "values", "_reads"), TABLES)
def test_a_name_is_there_once(studio, path, values, _reads):
    studio.make(path, **values)

    assert studio.admin.post(path, values).status == 400


def test_what_is_used_stays(studio):
    department, place = studio.department(), studio.make("/data/studios", **NAMED)
    studio.person(departments=[department["id"]], studio_id=place["id"])
    typed = studio.department()
    studio.task_type(department_id=typed["id"])

    for path in (f"departments/{department['id']}", f"departments/{typed['id']}", f"studios/{place['id']}"):
        assert studio.admin.delete(f"/data/{path}").status == 400
        assert studio.get(f"/data/{path}").status == 200


@pytest.mark.parametrize(
    ("table", "links", "field"),
    [("hardware-items", "hardware-items", "hardware_item_id"), ("softwares", "software-licenses", "software_id")],
)
def test_a_department_works_with_a_thing_once_until_it_is_taken_away(studio, table, links, field):
    department, thing = studio.department(), studio.make(f"/data/{table}", **_thing(table))
    path = f"/data/departments/{department['id']}/{links}"

    link, again = (studio.admin.post(path, {field: thing["id"]}).body for _ in range(2))

    assert link == again
    assert studio.get(f"/data/departments/{links}").body == {department["id"]: [thing]}
    assert studio.admin.delete(f"/data/{table}/{thing['id']}").status == 400
    assert studio.admin.delete(f"/data/departments/{department['id']}").status == 400
    for _ in range(2):
        assert studio.admin.delete(f"{path}/{thing['id']}").status == 204
    assert studio.get(f"{path}/{thing['id']}").status == 404
    assert studio.get(f"/data/departments/{links}").body == {}
    assert studio.admin.delete(f"/data/{table}/{thing['id']}").status == 204


def _thing(table):
    return THING if table == "softwares" else {"name": "One", "short_name": "O"}


def test_nobody_else_sees_or_gives_equipment(studio):
    department, thing, by = studio.department(), studio.make("/data/softwares", **THING), studio.as_("manager")
    path = f"/data/departments/{department['id']}/software-licenses"

    assert by.get("/data/departments/software-licenses").status == 403
    assert by.post(path, {"software_id": thing["id"]}).status == 403
    assert by.delete(f"{path}/{thing['id']}").status == 403


def test_every_department_has_nine_scales_that_keep_what_was_set(studio):
    first = studio.department()
    scales = studio.get("/data/salary-scales").body
    studio.admin.put(
        f"/data/salary-scales/{scales[4]['id']}", {"salary": 300, "department_id": "x", "position": "lead"}
    )
    for _ in range(6):
        studio.department()

    again = studio.get("/data/salary-scales").body

    assert [(scale["position"], scale["seniority"]) for scale in scales[:4]] == [
        ("supervisor", "senior"), ("supervisor", "mid"), ("supervisor", "junior"), ("lead", "senior"),
    ]  # fmt: skip
    assert len(again) == 63
    assert again[:9] == [
        scale | {"salary": 300 * (scale["id"] == scales[4]["id"])} | _times(again, scale) for scale in scales
    ]
    assert {scale["department_id"] for scale in scales} == {first["id"]}


def _times(rows, scale):
    return {"updated_at": next(row["updated_at"] for row in rows if row["id"] == scale["id"])}


def test_scales_go_with_their_department_and_nobody_makes_one(studio):
    department = studio.department()
    scale = studio.get("/data/salary-scales").body[0]

    assert studio.admin.post("/data/salary-scales", {"department_id": department["id"]}).status == 400
    assert studio.as_("manager").get("/data/salary-scales").status == 403
    assert studio.admin.delete(f"/data/departments/{department['id']}").status == 204
    assert studio.get(f"/data/salary-scales/{scale['id']}").status == 404
    assert studio.get("/data/salary-scales").body == []


def test_a_departments_people_are_shown_as_far_as_one_may_see_them(studio):
    department, project = studio.department(), studio.project()
    for name in ("Zoe", "Ada"):
        studio.person(first_name=name, departments=[department["id"]])
    client = studio.as_("client", project, departments=[department["id"]], first_name="Mia")
    path = f"/data/departments/{department['id']}/persons"

    assert [person["first_name"] for person in studio.get(path).body] == ["Ada", "Mia", "Zoe"]
    assert "email" not in studio.as_("manager").get(path).body[0]
    assert [person["first_name"] for person in client.get(path).body] == ["Mia"]


@pytest.mark.parametrize("hours", ["many", None, []])
def test_the_hours_of_a_day_are_a_number(studio, hours):
    path = f"/data/organisations/{studio.get('/data/organisations').body[0]['id']}"

    assert studio.admin.put(path, {"hours_by_day": hours}).status == 400
    assert studio.admin.put(path, {"hours_by_day": "6"}).body["hours_by_day"] == 6.0


def test_chat_tokens_are_for_admins_also_as_filters(studio):
    by = studio.as_("manager")

    assert "chat_token_slack" not in by.get("/data/organisations").body[0]
    assert by.get("/data/organisations?chat_token_slack=x").status == 400
    assert studio.get("/data/organisations?chat_token_slack=x").body == []
