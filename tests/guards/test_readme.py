"""The README tells the truth: each setting is in its table, each command is in the Makefile."""

import ast
import re

from chalicelib import settings
from infra.index import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def described() -> dict[str, str]:
    """Return the settings by their variable, each with the sentence below it in the code."""
    module = ast.parse((ROOT / "chalicelib" / "settings.py").read_text(encoding="utf-8"))
    (declared,) = (node for node in module.body if isinstance(node, ast.ClassDef) and node.name == "Settings")
    found = {}
    for field, sentence in zip(declared.body, declared.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(sentence, ast.Expr):
            found[f"INARI_{field.target.id.upper()}"] = ast.literal_eval(sentence.value)
    return found


def test_every_setting_is_described_in_the_code():
    assert set(described()) == {f"INARI_{name.upper()}" for name in settings.Settings.__struct_fields__}


def test_the_table_of_settings_is_that_of_the_code():
    rows = dict(re.findall(r"^\| `(INARI_\w+)` \|[^|]*\| (.*) \|$", README, re.MULTILINE))

    assert rows == described()


def targets() -> set[str]:
    """Return what `make` can be asked for."""
    rules = re.findall(r"^([a-z][\w -]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    return {name for rule in rules for name in rule.split()}


def test_every_command_is_in_the_makefile():
    named = re.findall(r"`(?:\w+=\S+ )*make ([\w-]+)|^    make ([\w-]+)", README, re.MULTILINE)

    assert {"".join(name) for name in named} - targets() == set()


def test_every_page_that_is_named_is_there():
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert link.startswith("http") or (ROOT / link).exists(), link
