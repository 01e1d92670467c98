"""What a comment does to its task, told without a studio: live, and computed anew from the history."""

import datetime as dt

import pytest

from chalicelib.entities.entities.records import Entity
from chalicelib.errors import BreaksRule
from chalicelib.people.departments.records import Department
from chalicelib.people.persons.records import Person
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.comments import effects, words
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.statuses.records import TaskStatus
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType

NOW = dt.datetime(2026, 3, 5, 12)
FLAGS = {
    "todo": {},
    "wip": {"is_wip": True},
    "feedback": {"is_feedback_request": True},
    "retake": {"is_retake": True},
    "other retake": {"is_retake": True},
    "done": {"is_done": True},
}
STATUSES = {name: TaskStatus(id=name, name=name, short_name=name, color="#000000", **of) for name, of in FLAGS.items()}


def task(**values):
    return Task(**{"project_id": "p", "task_type_id": "t", "task_status_id": "todo", "entity_id": "e", **values})


def day(number):
    return dt.datetime(2026, 1, number)


def history(*statuses):
    return [
        Comment(created_at=day(at), object_id="t", object_type="Task", person_id="p", task_status_id=status)
        for at, status in enumerate(statuses, 1)
    ]


def live(before, *statuses):
    for at, status in enumerate(statuses):
        before = effects.commented(before, STATUSES[status], NOW, NOW + dt.timedelta(days=at))
    return before


def test_every_retake_that_comes_after_another_status_counts_live():
    assert live(task(), "retake", "retake", "wip", "retake", "other retake").retake_count == 3


def test_work_starts_once_and_ends_with_a_feedback_request_until_something_else_comes():
    after = live(task(), "wip", "feedback")
    assert (after.real_start_date, after.end_date) == (NOW, NOW + dt.timedelta(days=1))

    assert live(after, "done").end_date == after.end_date
    again = live(after, "retake", "wip")
    assert (again.real_start_date, again.end_date) == (NOW, None)


def test_done_has_a_date_until_the_task_is_taken_up_again():
    done = live(task(), "done")
    assert done.done_date == NOW
    assert live(done, "done").done_date == NOW
    assert live(done, "todo").done_date is None


def test_a_status_with_two_flags_has_both_effects():
    both = TaskStatus(id="b", name="b", short_name="b", color="#000000", is_done=True, is_retake=True)

    after = effects.commented(task(), both, NOW, NOW)

    assert (after.retake_count, after.done_date) == (1, NOW)


def test_the_same_status_again_moves_nothing_but_the_date_of_the_last_comment():
    before = task(task_status_id="feedback", end_date=day(1))

    after = effects.commented(before, STATUSES["feedback"], NOW, NOW)

    assert (after.end_date, after.last_comment_date) == (day(1), NOW)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((), (0, None, None, None, "todo", None)),
        (("retake", "other retake", "wip", "retake"), (2, day(3), None, None, "retake", day(4))),
        (("feedback", "retake", "feedback"), (1, None, day(1), None, "feedback", day(3))),
        (("done", "wip", "done", "todo"), (0, day(2), None, day(3), "todo", day(4))),
    ],
)
def test_history_counts_retakes_in_a_row_once_and_keeps_first_ends_and_last_dones(statuses, expected):
    after = effects.recounted(task(retake_count=9, end_date=NOW), history(*statuses), STATUSES, "todo")

    assert (
        after.retake_count, after.real_start_date, after.end_date, after.done_date, after.task_status_id,
        after.last_comment_date,
    ) == expected  # fmt: skip


def test_a_comment_is_the_newest_also_within_the_second_of_the_last_one():
    before = task(last_comment_date=NOW)
    assert effects.is_newest(before, NOW)
    assert not effects.is_newest(before, NOW - dt.timedelta(seconds=1))
    assert effects.is_newest(task(), day(1))


@pytest.mark.parametrize(
    ("cap", "own", "refused"),
    [(2, None, True), (2, 3, False), (2, 0, True), (3, 2, True), (0, 1, False), (3, None, False)],
)
def test_an_entity_may_allow_more_or_fewer_retakes_than_its_production(cap, own, refused):
    entity = Entity(type="Shot", name="s", project_id="p", entity_type_id="t", data={"max_retakes": own})
    project = Project(name="p", max_retakes=cap)
    before = task(retake_count=2, task_status_id="retake")

    def check():
        effects.check_retakes(before, entity, project, STATUSES["retake"])

    if refused:
        with pytest.raises(BreaksRule):
            check()
    else:
        check()
    effects.check_retakes(before, entity, project, STATUSES["wip"])


HERE = {"timezone": "UTC", "locale": "en_US"}
TEAM = [
    Person(
        id="mate", first_name="Mate", last_name="Example", full_name="Mate Example", departments=["modeling"], **HERE
    ),
    Person(id="zoe", first_name="Zoë", last_name="O'Hara", full_name="Zoë O'Hara", **HERE),
]
DEPARTMENTS = [Department(id="modeling", name="Modeling", color="#000000")]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("look @Mate Example please", ["mate"]),
        ("you know, @Zoë O'Hara", ["zoe"]),
        ("@mate example", []),
        ("@Mate Example, please", []),
        ("@Mate Example\nplease", []),
        ("mail@Mate Examples", []),
        (None, []),
    ],
)
def test_a_mention_is_a_whole_name_before_a_space_or_the_end(text, named):
    assert words.mentions(text, TEAM, DEPARTMENTS).persons == named


def test_a_department_s_mention_reaches_its_members_once():
    named = words.mentions("@Modeling and @Mate Example", TEAM, DEPARTMENTS)

    assert named.departments == ["modeling"]
    assert words.called(named, TEAM) == ["mate"]


@pytest.mark.parametrize(
    ("text", "sent_to"),
    [
        ("#layout please", {"lay"}), ("#LAYOUT", {"lay"}), ("#all", {"lay", "comp"}), ("#animation", set()),
        ("#lay", set()), ("no tag", set()), (None, set()),
    ],
)  # fmt: skip
def test_hashtags_name_other_task_types_of_the_entity(text, sent_to):
    own, layout, comp = (
        TaskType(id=key, name=name) for key, name in (("ani", "Animation"), ("lay", "Layout"), ("comp", "Compositing"))
    )

    assert words.sent_to(text, own, [own, layout, comp]) == sent_to
