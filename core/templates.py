"""Django's template engine, without leaving contexts to the garbage collector."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends import django as backend
from django.template.context import make_context
from django.utils.safestring import SafeString


class Template(backend.Template):
    """Renders as Django's does, and then empties the context.

    Django's context holds what a view passed in a dict that refers back to the context: a matrix
    would stay in memory, with everything it was made of, until the collector runs.
    """

    def render(
        self, context: dict[str, Any] | None = None, request: HttpRequest | None = None
    ) -> SafeString:
        made = make_context(context, request, autoescape=self.backend.engine.autoescape)
        try:
            return self.template.render(made)
        except TemplateDoesNotExist as error:
            backend.reraise(error, self.backend)
        finally:
            made.dicts.clear()


class Templates(backend.DjangoTemplates):
    """The backend that `TEMPLATES` names."""

    def from_string(self, template_code: str) -> Template:
        return Template(self.engine.from_string(template_code), self)

    def get_template(self, template_name: str) -> Template:
        return Template(super().get_template(template_name).template, self)
