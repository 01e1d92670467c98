"""The lines that tell how to begin."""

from infra.local.settings import ADMINISTRATOR, FIRST_PASSWORD, Settings

RUNNING = """
Inari answers on {url}

  with curl   curl -s {url}/auth/login -H 'Content-Type: application/json' \\
                -d '{{"email": "{email}", "password": "{password}"}}'
  with gazu   import gazu
              gazu.set_host("{url}")
              gazu.log_in("{email}", "{password}")

  data        {data}
  example     make demo   (in another terminal: a small production with shots, tasks and pictures)
  stop        Ctrl-C      (everything is kept)
"""
NEW = """
This is a new studio. Its administrator is {email}, password {password}:
everybody knows that one, so change it before others can reach this machine, with the token of the log in:

  curl -s {url}/auth/change-password -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
    -d '{{"old_password": "{password}", "password": "…", "password_2": "…"}}'
"""
TESTING = """
Testing: POST {url}/testing/reset removes everything but the administrator. Keep no work here.
"""
OPEN = """
HOST={host}: others in this network can reach it, without encryption.
"""


def welcome(settings: Settings, new: bool) -> str:
    """Return what to print when the server answers."""
    here = settings.host in ("127.0.0.1", "0.0.0.0", "localhost")
    parts = [RUNNING, *[NEW] * new, *[TESTING] * settings.testing, *[OPEN] * (settings.host == "0.0.0.0")]
    return "".join(parts).format(
        url=f"http://{'localhost' if here else settings.host}:{settings.port}",
        email=ADMINISTRATOR,
        password=FIRST_PASSWORD,
        data=settings.data,
        host=settings.host,
    )
