"""What ends a deployment early, said to the person at the terminal."""


class Failed(Exception):
    """It can't go on; the message says why and what helps."""
