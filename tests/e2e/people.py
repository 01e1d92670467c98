"""Somebody at a real server: logged in, one connection each, as a script or a browser is."""

from typing import Any

import requests

from infra.local.settings import ADMINISTRATOR, FIRST_PASSWORD

SECONDS = 60


class Client:
    """A session at a server; what it returns is the raw answer, refusals too."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url, self.http = url, requests.Session()
        self.http.trust_env = False
        self.http.headers["Authorization"] = f"Bearer {token or self._logged_in()}"

    def _logged_in(self) -> str:
        answer = self.send("POST", "/auth/login", {"email": ADMINISTRATOR, "password": FIRST_PASSWORD})
        token: str = answer.json()["access_token"]
        return token

    @property
    def token(self) -> str:
        """Return the token that it sends."""
        return str(self.http.headers["Authorization"]).removeprefix("Bearer ")

    def another(self) -> "Client":
        """Return another client of the same person, with a connection of its own."""
        return Client(self.url, self.token)

    def send(self, method: str, path: str, body: Any = None, **more: Any) -> requests.Response:
        """Return an answer, whatever its status."""
        return self.http.request(method, self.url + path, json=body, timeout=SECONDS, **more)

    def make(self, path: str, **values: Any) -> dict[str, Any]:
        """Make a record and return it."""
        answer = self.send("POST", path, values)
        assert answer.status_code == 201, (path, answer.status_code, answer.text)
        made: dict[str, Any] = answer.json()
        return made

    def get(self, path: str) -> Any:
        """Return what is at a path."""
        answer = self.send("GET", path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.json()

    def close(self) -> None:
        """Give the connection back."""
        self.http.close()

    def __enter__(self) -> "Client":
        """Return itself, to be closed by `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()
