"""After the tests: each model with its grade, and how its reference values fared."""

from __future__ import annotations

from collections import defaultdict

from spasmed.mechanism import model, names

PREFIX = "test_references.py::test_the_model_gives_what_was_published["
_seen: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))


def _reason(report) -> str:
    if hasattr(report, "wasxfail"):
        return report.wasxfail
    return report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""


def pytest_runtest_logreport(report) -> None:
    if PREFIX not in report.nodeid or (report.when != "call" and not report.skipped):
        return
    row = report.nodeid.split("[", 1)[1].rstrip("]")
    outcome = "xfailed" if hasattr(report, "wasxfail") and report.skipped else report.outcome
    _seen[row.rsplit("-ref-", 1)[0]][outcome].append(_reason(report))


def pytest_terminal_summary(terminalreporter) -> None:
    if not _seen:
        return
    terminalreporter.section("models and their reference values")
    terminalreporter.write_line(f"{'model':22}{'grade':7}{'passed':8}{'xfailed':9}{'skipped':9}failed")
    for name in names():
        fared = _seen[name]
        counts = [len(fared[outcome]) for outcome in ("passed", "xfailed", "skipped", "failed")]
        none = "  (no reference value exists: shapes only)" if not sum(counts) else ""
        terminalreporter.write_line("{:22}{:7}{:<8}{:<9}{:<9}{}".format(name, model(name).grade, *counts) + none)
        for outcome in ("xfailed", "skipped"):
            for reason in fared[outcome]:
                terminalreporter.write_line(f"    {outcome}: {reason[:150]}")
