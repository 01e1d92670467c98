"""Second factor operations: time-based codes, codes by mail, recovery codes, and an administrator's way out."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.auth.mails import rules as texts
from chalicelib.auth.mails.records import note
from chalicelib.auth.second_factors import rules, tickets, totp
from chalicelib.auth.second_factors.rules import Factors
from chalicelib.auth.second_factors.settling import disable, of_caller, proof_or_refusal, settle
from chalicelib.changes import Changes
from chalicelib.errors import Forbidden, Refused
from chalicelib.people.persons.records import Person, by_email, credentials
from chalicelib.store.records import NonEmpty
from chalicelib.web.http import Answer, Request
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class TotpCode(msgspec.Struct):
    """The first code of an authenticator app."""

    totp: NonEmpty


class MailedCode(msgspec.Struct):
    """The first code that came by mail."""

    email_otp: NonEmpty


class Whose(msgspec.Struct):
    """The address of somebody who logs in."""

    email: str


@routes.put("/auth/totp", allow=access.person, enrols=True)
def begin_totp(by: Actor, changes: Changes) -> dict[str, str]:
    """Give a secret for an authenticator app; it counts once a code of it was sent."""
    person, kept = of_caller(by)
    rules.check_off(person, "totp")
    secret = totp.new_secret()
    changes.save(msgspec.structs.replace(kept, totp_secret=secret))
    return {"totp_provisionning_uri": totp.uri(secret, person.email or person.full_name), "otp_secret": secret}


@routes.post("/auth/totp", allow=access.person, enrols=True, status=200)
def enable_totp(body: TotpCode, by: Actor, changes: Changes, request: Request) -> Answer:
    """Enable time-based codes."""
    person, kept = of_caller(by)
    rules.check_off(person, "totp")
    if kept.totp_secret is None:
        raise Refused("ask for a secret first")
    if not totp.is_good(kept.totp_secret, body.totp, changes.moment):
        raise rules.wrong()
    return settle(changes, request, rules.enabled(person, kept, "totp"))


@routes.delete("/auth/totp", allow=access.person, enrols=True, status=200)
def disable_totp(body: Factors, by: Actor, changes: Changes) -> Answer | dict[str, bool]:
    """Disable time-based codes."""
    return disable(changes, by, "totp", body)


@routes.put("/auth/email-otp", allow=access.person, enrols=True)
def begin_email_otp(by: Actor, changes: Changes) -> dict[str, bool]:
    """Mail a first code."""
    person, _ = of_caller(by)
    rules.check_off(person, "email_otp")
    note(changes, person.email, *texts.code(tickets.new_code(changes, person.id)))
    return {"success": True}


@routes.post("/auth/email-otp", allow=access.person, enrols=True, status=200)
def enable_email_otp(body: MailedCode, by: Actor, changes: Changes, request: Request) -> Answer:
    """Enable codes by mail."""
    person, kept = of_caller(by)
    rules.check_off(person, "email_otp")
    if not tickets.use_code(changes, person.id, body.email_otp):
        raise rules.wrong()
    return settle(changes, request, rules.enabled(person, kept, "email_otp"))


@routes.delete("/auth/email-otp", allow=access.person, enrols=True, status=200)
def disable_email_otp(body: Factors, by: Actor, changes: Changes) -> Answer | dict[str, bool]:
    """Disable codes by mail."""
    return disable(changes, by, "email_otp", body)


@routes.get("/auth/email-otp", allow=access.anyone)
def mail_code(query: Whose, changes: Changes) -> dict[str, bool]:
    """Mail a code to somebody who logs in; the answer doesn't tell whether there is anybody."""
    person = by_email(query.email)
    if person is not None and person.active and person.email_otp_enabled:
        note(changes, person.email, *texts.code(tickets.new_code(changes, person.id)))
    return {"success": True}


@routes.put("/auth/recovery-codes", allow=access.person, enrols=True)
def renew_codes(body: Factors, by: Actor, changes: Changes) -> Answer | dict[str, Any]:
    """Give new recovery codes for a second factor; the old ones are worth nothing any more."""
    person, kept = of_caller(by)
    if not rules.methods_of(person):
        raise Refused("no second factor is on")
    after = proof_or_refusal(changes, person, kept, body)
    if isinstance(after, Answer):
        return after
    settled = rules.with_new_codes(person, after)
    changes.save(settled.credentials)
    return {"otp_recovery_codes": settled.codes}


@routes.delete("/actions/persons/{person_id}/disable-two-factor-authentication", allow=access.admin, status=200)
def disable_all(person: Person, by: Actor, changes: Changes) -> dict[str, bool]:
    """Take all second factors off somebody who has lost them."""
    if person.is_bot:
        raise Forbidden("a bot has no second factors")
    if person.role == access.ADMIN and person.id != by.id:
        raise Refused("another admin's second factors can only be taken off by themselves")
    if not rules.methods_of(person):
        raise Refused("no second factor is on")
    settled = rules.cleared(person, credentials.get(person.id))
    changes.save(settled.person)
    changes.save(settled.credentials)
    note(changes, person.email, *texts.factors_disabled())
    return {"success": True}
