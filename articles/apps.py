"""Everything about texts: who published them, what they said when, which words are quoted."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
