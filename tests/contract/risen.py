"""Says at the end which transcripts pass more steps than the ratchet holds."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List them, with the command that raises the ratchet."""
    reports = terminalreporter.getreports("passed")
    risen = sorted(value for report in reports for name, value in report.user_properties if name == "risen")
    if risen:
        terminalreporter.section("more steps pass than the ratchet holds; python -m tests.contract.transcripts --all")
        for line in risen:
            terminalreporter.write_line(str(line))
