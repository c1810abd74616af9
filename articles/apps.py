"""Everything true of a text: who published it, what it said when, and which words are quoted."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
