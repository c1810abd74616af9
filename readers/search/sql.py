"""The queries of the search, each over one kind of thing.

All results and excerpts are public: our own summaries, stored passages that a public citation
quotes, titles. The text of an article is never searched. `search_words` builds `stems` and
`beginnings` from letters and quotes only.

The queries use indexes whose expressions the models define.
"""

from articles.models.articles import ARTICLE_WORDS
from commitments.models.pledges import PLEDGE_WORDS
from commitments.models.statements import STATEMENT_WORDS

# Marks around a match, from a private area that no text uses.
MARK, END = "\ue000", "\ue001"

_STATEMENT_WORDS = STATEMENT_WORDS.sql("s")
_PLEDGE_WORDS = PLEDGE_WORDS.sql("p")
_ARTICLE_WORDS = ARTICLE_WORDS.sql("a")
_PUBLIC = "s.state IN ('published', 'retracted')"
_CUT = f"'MaxWords=%(most_words)s, MinWords=%(least_words)s, StartSel={MARK}, StopSel={END}'"
_WHOLE = f"'HighlightAll=true, StartSel={MARK}, StopSel={END}'"


def _query(stems: str, beginnings: str, config: str = "'english'::regconfig") -> str:
    return f"to_tsquery({config}, %({stems})s) || to_tsquery('simple', %({beginnings})s)"


# Newest first, after how they were found: by speaker, by their words, by their pledge's title.
# Ranking by words would read every statement again: 400 ms for 2,000 of them. `rest` is the search
# without the names in it: "poland logistics" finds Poland's statements about logistics, though no
# summary may name the country.
STATEMENTS = f"""
WITH asked AS (
  SELECT {_query("stems", "beginnings")} AS query,
    {_query("rest_stems", "rest_beginnings")} AS rest
), hit AS (
  SELECT s.id, 2 AS rank
  FROM asked, commitments_statement s WHERE {_STATEMENT_WORDS} @@ query AND {_PUBLIC}
  UNION ALL
  SELECT s.id, 1 FROM asked, commitments_pledge p
    JOIN commitments_statement s ON s.pledge_id = p.id
  WHERE {_PLEDGE_WORDS} @@ query AND {_PUBLIC}
  UNION ALL
  SELECT s.id, 3 FROM asked, commitments_statement s
  WHERE s.speaker = ANY(%(speakers)s) AND {_PUBLIC}
    AND (%(speaker_alone)s OR {_STATEMENT_WORDS} @@ rest)
  UNION ALL
  SELECT s.id, 3 FROM asked, commitments_pledge p
    JOIN commitments_statement s ON s.pledge_id = p.id
  WHERE p.country_id = ANY(%(countries)s) AND {_PUBLIC}
    AND (%(country_alone)s OR {_STATEMENT_WORDS} @@ rest OR {_PLEDGE_WORDS} @@ rest)
), found AS (
  SELECT s.id, s.pledge_id, s.stance, s.said_on, s.state, s.speaker, s.office, s.capacity,
    s.summary, s.published_at, max(hit.rank) AS rank, count(*) OVER () AS total
  FROM hit JOIN commitments_statement s ON s.id = hit.id GROUP BY s.id
  ORDER BY (s.state = 'retracted'), max(hit.rank) DESC, s.said_on DESC, s.id DESC
  LIMIT %(limit)s OFFSET %(offset)s
)
SELECT found.total, found.id AS pk, p.reference, p.title, c.iso3, c.name AS country,
  found.stance, found.said_on, found.state, found.speaker, found.office, found.capacity,
  ts_headline('english', found.summary, query || rest, {_WHOLE}) AS excerpt
FROM found CROSS JOIN asked JOIN commitments_pledge p ON p.id = found.pledge_id
  LEFT JOIN commitments_country c ON c.id = p.country_id
ORDER BY (found.state = 'retracted'), rank DESC, found.said_on DESC, found.id DESC
"""

# Each language of articles has its own stems.
PASSAGES = f"""
WITH asked AS (
  SELECT config, {_query("stems", "beginnings", "config")} AS query
  FROM (SELECT DISTINCT articles_search_config(language) AS config FROM articles_article) used
), hit AS MATERIALIZED (
  -- First, by the index: the planner cannot guess how few languages there are.
  SELECT p.id, p.exact, p.snapshot_id, config, query
  FROM asked JOIN articles_passage p ON p.search @@ query
), found AS (
  SELECT p.id, p.exact, config, query, a.id AS article, a.published_on, count(*) OVER () AS total
  FROM hit p JOIN articles_snapshot s ON s.id = p.snapshot_id
      AND articles_search_config(s.language) = config
    JOIN articles_article a ON a.id = s.article_id AND a.withdrawn_at IS NULL
  WHERE EXISTS (SELECT 1 FROM commitments_citation c
    WHERE c.passage_id = p.id AND c.published_at IS NOT NULL)
  ORDER BY a.published_on DESC NULLS LAST, p.id DESC LIMIT %(limit)s OFFSET %(offset)s
)
SELECT found.total, a.id AS article, '#q' || found.id AS anchor, a.title, '' AS byline,
  o.name AS publisher, a.published_on, a.language, a.is_digest, o.is_state_controlled,
  -- Under an open licence a passage may be longer than the house's cap: then a part of it.
  CASE WHEN cardinality(regexp_split_to_array(found.exact, '\\s+')) <= %(most_words)s
    THEN ts_headline(config, found.exact, query, {_WHOLE})
    ELSE ts_headline(config, found.exact, query, {_CUT}) END AS excerpt
FROM found JOIN articles_article a ON a.id = found.article
  JOIN articles_publisher o ON o.id = a.publisher_id
ORDER BY found.published_on DESC NULLS LAST, found.id DESC
"""

ARTICLES = f"""
WITH asked AS (
  SELECT config, {_query("stems", "beginnings", "config")} AS query
  FROM (SELECT DISTINCT articles_search_config(language) AS config FROM articles_article) used
), hit AS (
  SELECT a.id, a.published_on, config, query
  FROM asked JOIN articles_article a ON {_ARTICLE_WORDS} @@ query
    AND articles_search_config(a.language) = config AND a.withdrawn_at IS NULL
  UNION
  SELECT a.id, a.published_on, config, query FROM asked
    JOIN articles_article a ON articles_search_config(a.language) = config
      AND a.withdrawn_at IS NULL
    JOIN articles_publisher o ON o.id = a.publisher_id
  WHERE to_tsvector('simple', o.name || ' ' || coalesce(o.domain, '')) @@ query
), found AS (
  SELECT id, published_on, config, query, count(*) OVER () AS total FROM hit
  WHERE EXISTS (SELECT 1 FROM commitments_citation c
    JOIN articles_passage p ON p.id = c.passage_id JOIN articles_snapshot s ON s.id = p.snapshot_id
    WHERE s.article_id = hit.id AND c.published_at IS NOT NULL)
  ORDER BY published_on DESC NULLS LAST, id DESC LIMIT %(limit)s OFFSET %(offset)s
)
SELECT found.total, a.id AS article, '' AS anchor, '' AS title, a.byline,
  o.name AS publisher, a.published_on, a.language, a.is_digest, o.is_state_controlled,
  ts_headline(config, a.title, query, {_WHOLE}) AS excerpt
FROM found JOIN articles_article a ON a.id = found.id
  JOIN articles_publisher o ON o.id = a.publisher_id
ORDER BY found.published_on DESC NULLS LAST, found.id DESC
"""

# The countries on a coalition's pages.
COUNTRIES = """
SELECT c.id, c.iso3, c.name, ARRAY(SELECT value FROM jsonb_each_text(c.names)) AS names,
  c.demonym, c.capital, o.id AS coalition_id, o.slug AS coalition, o.name AS coalition_name
FROM (
  SELECT country_id, coalition_id FROM commitments_membership WHERE superseded_at IS NULL
  UNION
  SELECT p.country_id, p.coalition_id FROM commitments_pledge p
  WHERE p.country_id IS NOT NULL AND EXISTS (SELECT 1 FROM commitments_statement s
    WHERE s.pledge_id = p.id AND s.state IN ('published', 'retracted'))
) there JOIN commitments_country c ON c.id = there.country_id
  JOIN commitments_coalition o ON o.id = there.coalition_id
ORDER BY c.name, o.id
"""

SPEAKERS = """
SELECT speaker AS name, substr(max((said_on || ' ' || office) COLLATE "C"), 12) AS office,
  count(*) AS statements, max(said_on) AS last_said_on
FROM commitments_statement WHERE state = 'published' AND speaker <> ''
GROUP BY speaker ORDER BY speaker
"""

SAID = """
SELECT p.country_id, p.coalition_id, count(*) AS statements, max(s.said_on) AS last_said_on
FROM commitments_pledge p JOIN commitments_statement s ON s.pledge_id = p.id
WHERE p.country_id = ANY(%(countries)s) AND s.state = 'published'
GROUP BY p.country_id, p.coalition_id
"""
