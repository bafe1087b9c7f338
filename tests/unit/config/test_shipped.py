"""Shipped files are found in a checkout and in an installed package, and nowhere else."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import rma_sheets.shipped as module
from rma_sheets.configuration.example import EXAMPLES
from rma_sheets.errors import RmaSheetsError
from rma_sheets.shipped import shipped
from rma_sheets.texts import load_texts


def test_a_checkout_has_them_at_its_top():
    assert shipped("config.example.yaml").read_text(encoding="utf-8").startswith("# rma-sheets")
    assert shipped("templates").is_dir()


def test_an_installed_package_has_them_inside(tmp_path, monkeypatch):
    inside = tmp_path / "rma_sheets" / "_shipped" / "templates"
    inside.mkdir(parents=True)
    (tmp_path / "templates").mkdir()  # somebody else's, beside the package
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "rma_sheets")
    assert shipped("templates") == inside


def test_a_missing_one_is_a_broken_installation(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_PACKAGE", tmp_path)
    with pytest.raises(RmaSheetsError) as caught:
        shipped("templates")
    assert caught.value.reference == "config.not-shipped"


def test_every_shipped_file_is_put_into_the_wheel():
    project = tomllib.loads((Path(module.__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    wanted = {name: f"rma_sheets/_shipped/{name}" for name in ("templates", *EXAMPLES.values())}
    assert wanted.items() <= included.items()


def test_the_light_doors_load_neither_pydantic_nor_yaml():
    code = "import sys, rma_sheets.shipped, rma_sheets.errors; print({'pydantic', 'ruamel.yaml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("section", ["found", "allowed"])
def test_both_languages_have_the_same_sentences(section):
    keys = [{key for key in load_texts(language, ("config",)).entries if key.startswith(f"config.{section}.")}
            for language in ("en", "fr")]
    assert keys[0] == keys[1]
