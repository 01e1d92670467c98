"""What tokens and codes are signed with: given to the process, or kept in Secrets Manager."""

import functools

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.settings import Misconfigured, checked, settings
from chalicelib.store.tables import client


@functools.cache
def signing_secret() -> str:
    """Return the secret; one call to Secrets Manager in the life of a process that is not given it.

    Raises Misconfigured when it can't be read: nothing is ever signed with a secret that others could know.
    """
    name = settings().secret_arn
    if not name:
        return settings().secret
    try:
        return checked(client("secretsmanager").get_secret_value(SecretId=name)["SecretString"], name)
    except (BotoCoreError, ClientError) as error:
        raise Misconfigured(f"The secret {name} of INARI_SECRET_ARN can't be read: {error}") from None
