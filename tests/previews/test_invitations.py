"""A manager invites people by mail to a link that is good; nobody else does, and nobody gets two mails."""

import pytest

from chalicelib.auth.mails.records import mails
from tests.previews.test_shared import Shared

AT = {"emails": ["ann@example.com"]}


class Inviting(Shared):
    """A shared playlist, and where people are invited to it."""

    def __init__(self, studio) -> None:
        super().__init__(studio)
        self.link = self.share()
        self.token = self.link.rpartition("/")[2]
        self.invitation = f"{self.path}/{self.token}/invite"
        self.before = {mail.id for mail in mails.all()}

    def sent(self):
        return [mail for mail in mails.all() if mail.id not in self.before]


@pytest.fixture
def inviting(studio):
    return Inviting(studio)


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_only_a_manager_of_the_production_invites(inviting, who):
    somebody = inviting.studio.as_(who, inviting.project)

    assert somebody.post(inviting.invitation, AT).status == (401 if who == "nobody" else 403)
    assert inviting.sent() == []


def test_everybody_gets_one_mail_with_the_link_and_what_the_manager_says(inviting):
    ada = inviting.studio.person()
    guest = inviting.studio.nobody.post(f"{inviting.link}/guest").body
    nobody = "00000000-0000-4000-8000-000000000000"
    body = {
        "emails": ["Ann@EXAMPLE.com", "ann@example.com"], "message": "Look at shot 10",
        "person_ids": [ada["id"], nobody, guest["id"]],
    }  # fmt: skip

    answer = inviting.studio.as_("manager", inviting.project).post(inviting.invitation, body)

    assert answer.body == {"sent": ["Ann@example.com", ada["email"]]}
    assert sorted(mail.to for mail in inviting.sent()) == sorted(answer.body["sent"])
    assert all(inviting.token in mail.text and "Look at shot 10" in mail.text for mail in inviting.sent())


def test_many_are_invited_in_several_commits(inviting):
    emails = [f"guest{number}@example.com" for number in range(120)]

    assert inviting.admin.post(inviting.invitation, {"emails": emails}).body["sent"] == emails
    assert len(inviting.sent()) == 120


@pytest.mark.parametrize("body", [{"emails": ["ann@example.com", "not an address"]}, {"person_ids": ["not an id"]}])
def test_what_is_no_address_and_no_id_is_refused_and_nobody_is_written_to(inviting, body):
    assert inviting.admin.post(inviting.invitation, body).status == 400
    assert inviting.sent() == []


@pytest.mark.parametrize("end", ["revoked", "expired", "of another playlist", "unknown"])
def test_nobody_is_invited_to_a_link_that_is_not_good(inviting, end):
    path = inviting.invitation
    if end == "revoked":
        inviting.admin.delete(f"{inviting.path}/{inviting.token}")
    elif end == "expired":
        path = path.replace(inviting.token, inviting.share(expiration_date="2001-01-01").rpartition("/")[2])
    elif end == "unknown":
        path = path.replace(inviting.token, "00000000-0000-4000-8000-000000000000")
    else:
        other = inviting.studio.make("/data/playlists", name="Other", project_id=inviting.project["id"])
        path = path.replace(inviting.playlist["id"], other["id"])

    assert inviting.admin.post(path, AT).status == 404
    assert inviting.sent() == []
