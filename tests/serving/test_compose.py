"""docker-compose.yml, as far as it can be read without Docker: what is reachable, and the proxy."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "deploy" / "nginx"


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    return found


def test_only_the_proxy_is_reachable_and_only_from_this_machine(services: dict[str, Any]) -> None:
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert published == {"proxy": ["127.0.0.1:${LEDGER_PORT:-8000}:8080"]}


def test_the_web_server_believes_the_proxy_about_one_address(services: dict[str, Any]) -> None:
    assert services["web"]["environment"]["LEDGER_PROXIES"] == "1"
    assert services["proxy"]["depends_on"] == {"web": {"condition": "service_healthy"}}


def test_the_proxy_is_given_every_value_of_its_templates(services: dict[str, Any]) -> None:
    given = services["proxy"]["environment"]
    wanted = {
        name
        for template in FOLDER.glob("*.template")
        for name in re.findall(r"\$\{(LEDGER_\w+)\}", template.read_text())
    }
    assert wanted == {name for name in given if name.startswith("LEDGER_")}
    # Nothing else of the container is filled in: nginx has variables of its own.
    assert given["NGINX_ENVSUBST_FILTER"] == "^LEDGER_"


def test_the_proxy_reads_this_folder_and_cannot_write_it(services: dict[str, Any]) -> None:
    folder = services["proxy"]["environment"]["LEDGER_PROXY_FOLDER"]
    assert services["proxy"]["environment"]["NGINX_ENVSUBST_TEMPLATE_DIR"] == folder
    assert services["proxy"]["volumes"] == [f"./deploy/nginx:{folder}:ro"]
    assert services["proxy"]["environment"]["NGINX_ENVSUBST_OUTPUT_DIR"] == "/etc/nginx"


def test_every_page_of_the_proxy_exists_as_html_and_as_json() -> None:
    site = (FOLDER / "site.conf.template").read_text()
    named = set(re.findall(r"/proxy-pages/([\w-]+)\.\$page_kind", site))
    assert named
    assert {path.name for path in (FOLDER / "pages").iterdir()} == {
        f"{name}.{kind}" for name in named for kind in ("html", "json")
    }
