"""`python -m infra.local`: the local server, as PORT, HOST, DATA, TESTING and EXPORTS_EVERY say."""

import os
import sys
from collections.abc import Callable

from infra.local.console import say
from infra.local.emulator import Failed
from infra.local.parts import Parts, load
from infra.local.run import run
from infra.local.server import PortTaken
from infra.local.settings import Wrong, chosen


def main(load: Callable[[], Parts] = load) -> int:
    """Run until told to stop; what the person can mend is said in a line, not as a traceback."""
    try:
        run(chosen(os.environ), load)
    except (Failed, PortTaken, Wrong) as reason:
        say(f"\n{reason}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
