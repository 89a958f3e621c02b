"""The READMEs say what is true: the commands exist, the queries are the cookbook's, both languages are in step."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli import app
from graph.cookbook import questions
from schemas.graph import dictionary

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")


def commands() -> dict[str, object]:
    return dict(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", READMES)
def test_commands_of_the_readme_are_those_of_the_program(name: str) -> None:
    listed = re.findall(r"^    zhengtu (\w+)", (ROOT / name).read_text(encoding="utf-8"), re.M)
    assert sorted(listed) == sorted(commands())


@pytest.mark.parametrize("name", READMES)
def test_queries_of_the_readme_are_those_of_the_cookbook(name: str) -> None:
    shown = re.findall(r"```cypher\n(.*?)\n```", (ROOT / name).read_text(encoding="utf-8"), re.S)
    assert shown == [question.cypher.strip() for question in questions()]


def test_every_command_has_help_with_an_example() -> None:
    for name, command in commands().items():
        assert f"Example: zhengtu {name}" in (command.help or ""), name  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", READMES)
def test_make_targets_and_files_of_the_readme_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make (\w+) {2,}#|`make (\w+)`", text)):
        assert re.search(rf"^{''.join(target)}:", makefile, re.M), target
    for path in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / path).exists(), path


def test_data_dictionary_is_the_schema_s() -> None:
    assert (ROOT / "docs" / "graph.md").read_text(encoding="utf-8") == dictionary()
