"""Tells what a first request imports: run in a process of its own, because this one has imported everything.

python -m tests.guards.alone METHOD PATH     prints the names of all modules
python -m tests.guards.alone                 prints the topics that can't be imported and bound without others
"""

import os
import sys
import traceback

os.environ.update(
    INARI_STACK="none",
    INARI_BUCKET="none",
    INARI_SECRET="a secret of the tests, and of nothing else",
    AWS_DEFAULT_REGION="eu-west-1",
    AWS_ACCESS_KEY_ID="none",
    AWS_SECRET_ACCESS_KEY="none",
)


def imported_by(method: str, path: str) -> list[str]:
    """Return the modules that are there when the operation of a first request is found and its client is made."""
    import app  # noqa: F401 - what Lambda imports
    from chalicelib.store.tables import transaction_connection
    from chalicelib.web import door
    from chalicelib.web.http import Request

    door.operation_of(Request(method, path))
    transaction_connection()
    return sorted(sys.modules)


def not_alone() -> list[str]:
    """Return the topics that need another one to be imported first; each is tried in a copy of this process."""
    import app  # noqa: F401
    from chalicelib import index

    return [topic for topic in sorted(index.TOPICS) if not _stands(topic)]


def _stands(topic: str) -> bool:
    child = os.fork()
    if child == 0:
        try:
            from chalicelib.web.binding import bound
            from tests.guards.operations import of

            for operation in of(topic):
                bound(operation)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - whatever it is, the copy ends here and the reason is shown
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


if __name__ == "__main__":
    print("\n".join(imported_by(*sys.argv[1:3]) if len(sys.argv) > 1 else not_alone()))  # noqa: T201
