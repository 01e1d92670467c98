"""What all second factors have in common: they are switched on for a code, and off for a proof."""

from chalicelib.access import Actor
from chalicelib.auth.second_factors import rules
from chalicelib.auth.second_factors.proof import proven
from chalicelib.auth.second_factors.rules import Factors, Settled
from chalicelib.auth.sessions.opening import pair, with_cookies
from chalicelib.auth.sessions.rules import check_not_locked, failed
from chalicelib.changes import Changes
from chalicelib.errors import Refused
from chalicelib.people.persons.records import Credentials, Person, credentials, persons
from chalicelib.store.reading import gather
from chalicelib.web.http import Answer, Request
from chalicelib.web.refusals import answer_to


def of_caller(by: Actor) -> tuple[Person, Credentials]:
    """Return the caller with what they prove themselves with. Costs one trip."""
    return gather(lambda: persons.get(by.id), lambda: credentials.get(by.id))


def settle(changes: Changes, request: Request, settled: Settled) -> Answer:
    """Keep a method that was switched on, and open a session that knows of it."""
    changes.save(settled.person)
    changes.save(settled.credentials)
    return with_cookies(request, {"otp_recovery_codes": settled.codes, **pair(settled.person.id)._asdict()})


def proof_or_refusal(changes: Changes, person: Person, kept: Credentials, given: Factors) -> Credentials | Answer:
    """Return the credentials after a good factor, or the refusal; a wrong one counts as a failed log in."""
    try:
        check_not_locked(kept, changes.now)
    except Refused as refused:
        return answer_to(refused)
    after = proven(changes, person, kept, given)
    if after is not None:
        return after
    if rules.counted(person, given) is not None:
        changes.save(failed(kept, changes.now))
    return answer_to(rules.wrong())


def disable(changes: Changes, by: Actor, method: str, given: Factors) -> Answer | dict[str, bool]:
    """Switch a method off for somebody who proves themselves. Raises Refused where it is off."""
    person, kept = of_caller(by)
    rules.check_on(person, method)
    after = proof_or_refusal(changes, person, kept, given)
    if isinstance(after, Answer):
        return after
    settled = rules.disabled(person, after, method)
    changes.save(settled.person)
    changes.save(settled.credentials)
    return {"success": True}
