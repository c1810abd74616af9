"""What an invariant is, and those that today's rows alone can show.

Not here: what only a row's history can show, and the state of triggers and constraints.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Invariant:
    """One promise. `sql` selects one text for each row that breaks it."""

    name: str
    sentence: str
    sql: str


_SUPPORTED = (
    "EXISTS (SELECT 1 FROM commitments_citation c WHERE c.statement_id = s.id"
    " AND c.function = 'supports' AND c.published_at <= s.published_at)"
)

TEXTS = [
    Invariant(
        "passages_are_verbatim",
        "Every passage reads word for word what its snapshot says at that place.",
        """SELECT 'passage ' || p.id FROM articles_passage p
           LEFT JOIN articles_snapshot s ON s.id = p.snapshot_id
           WHERE (p."end" > p.start
              AND substr(s.text, p.start + 1, p."end" - p.start) = p.exact
              AND char_length(p.exact) = p."end" - p.start
              AND char_length(p.prefix) <= p.start
              AND substr(s.text, p.start - char_length(p.prefix) + 1, char_length(p.prefix))
                = p.prefix
              AND substr(s.text, p."end" + 1, char_length(p.suffix)) = p.suffix) IS NOT TRUE
             AND s.erased_at IS NULL""",
    ),
    Invariant(
        "snapshot_hashes_match",
        "Every snapshot's text has the hash that was stored with it.",
        """SELECT 'snapshot ' || id FROM articles_snapshot
           WHERE erased_at IS NULL
             AND (text = '' OR text_sha256 <> encode(sha256(convert_to(text, 'UTF8')), 'hex'))""",
    ),
    Invariant(
        "texts_were_erased_by_a_takedown",
        "Only a takedown erases a text or a capture, and it erases all of the article's.",
        """SELECT 'snapshot ' || s.id FROM articles_snapshot s
             LEFT JOIN articles_takedown t ON t.article_id = s.article_id
           WHERE (s.erased_at IS NULL) <> (t.id IS NULL)
              OR s.erased_at IS NOT NULL AND (s.text <> '' OR s.raw IS NOT NULL)
           UNION ALL
           SELECT 'capture ' || c.id FROM articles_capture c
             LEFT JOIN articles_takedown t ON t.article_id = c.article_id
           WHERE (c.erased_at IS NULL) <> (t.id IS NULL)
              OR c.erased_at IS NOT NULL AND c.warc IS NOT NULL""",
    ),
    Invariant(
        "snapshots_are_numbered_from_one",
        "The snapshots of an article are numbered 1, 2, 3 … without a gap.",
        """SELECT 'article ' || article_id FROM articles_snapshot GROUP BY article_id
           HAVING min(number) <> 1 OR max(number) <> count(*)
               OR count(DISTINCT number) <> count(*)""",
    ),
    Invariant(
        "articles_have_a_snapshot",
        "Every article has at least one snapshot.",
        """SELECT 'article ' || a.id FROM articles_article a
           WHERE NOT EXISTS (SELECT 1 FROM articles_snapshot s WHERE s.article_id = a.id)""",
    ),
    Invariant(
        "anchors_read_as_their_passage",
        "An exact or moved anchor reads as its passage; a changed one lies inside its text.",
        """SELECT 'anchor ' || a.id || ' (' || a.state || ')' FROM articles_anchor a
           LEFT JOIN articles_passage p ON p.id = a.passage_id
           LEFT JOIN articles_snapshot s ON s.id = a.snapshot_id
           WHERE CASE a.state
             WHEN 'lost' THEN a.start IS NULL AND a."end" IS NULL
             WHEN 'changed' THEN a."end" > a.start AND a."end" <= char_length(s.text)
             ELSE a."end" - a.start = char_length(p.exact)
               AND substr(s.text, a.start + 1, a."end" - a.start) = p.exact
             END IS NOT TRUE AND s.erased_at IS NULL""",
    ),
    Invariant(
        "anchors_stand_in_later_snapshots",
        "An anchor stands in a later snapshot of its passage's own article.",
        """SELECT 'anchor ' || a.id FROM articles_anchor a
           LEFT JOIN articles_snapshot s ON s.id = a.snapshot_id
           LEFT JOIN articles_passage p ON p.id = a.passage_id
           LEFT JOIN articles_snapshot quoted ON quoted.id = p.snapshot_id
           WHERE (s.article_id = quoted.article_id AND s.number > quoted.number) IS NOT TRUE""",
    ),
]

STATEMENTS = [
    Invariant(
        "published_statements_have_support",
        "Every public statement was published with a quotation that supports it.",
        f"""SELECT 'statement ' || s.id FROM commitments_statement s
            WHERE s.state IN ('published', 'retracted') AND NOT {_SUPPORTED}""",
    ),
    Invariant(
        "published_statements_have_a_role",
        "Every public statement's pledge names at least one role.",
        """SELECT 'statement ' || s.id FROM commitments_statement s
           WHERE s.state IN ('published', 'retracted') AND NOT EXISTS
             (SELECT 1 FROM commitments_pledgerole r WHERE r.pledge_id = s.pledge_id)""",
    ),
    Invariant(
        "public_statements_were_reviewed",
        "A public statement has a time of submission, a reviewer and a time; no other has one.",
        """SELECT 'statement ' || id || ' (' || state || ')' FROM commitments_statement
           WHERE CASE WHEN state IN ('published', 'retracted')
             THEN submitted_at IS NULL OR reviewer_id IS NULL OR published_at IS NULL
             ELSE published_at IS NOT NULL OR state = 'submitted' AND submitted_at IS NULL END""",
    ),
    Invariant(
        "publications_follow_submissions",
        "No statement was published before it was submitted, or before what it corrects.",
        """SELECT 'statement ' || s.id FROM commitments_statement s
           LEFT JOIN commitments_statement wrong ON wrong.id = s.corrects_id
           WHERE s.state IN ('published', 'retracted')
             AND (s.published_at < s.submitted_at OR s.published_at < wrong.published_at)""",
    ),
    Invariant(
        "statements_were_published_by_another",
        "Nobody published a statement of their own, unless it says so.",
        """SELECT 'statement ' || id FROM commitments_statement
           WHERE state IN ('published', 'retracted') AND reviewer_id = author_id
             AND NOT is_self_reviewed""",
    ),
    Invariant(
        "citations_were_reviewed_by_another",
        "Every public quotation has a reviewer other than who added it, unless it says so.",
        """SELECT 'citation ' || id FROM commitments_citation WHERE published_at IS NOT NULL
           AND (reviewer_id IS NULL OR reviewer_id = added_by_id AND NOT is_self_reviewed)""",
    ),
    Invariant(
        "citations_follow_their_statement",
        "A quotation became public with its statement or after it.",
        """SELECT 'citation ' || c.id FROM commitments_citation c
           LEFT JOIN commitments_statement s ON s.id = c.statement_id
           WHERE c.published_at IS NOT NULL AND (c.published_at >= s.published_at) IS NOT TRUE""",
    ),
    Invariant(
        "retractions_have_a_reason",
        "A retracted statement has a reason and a time after its publication; no other has them.",
        """SELECT 'statement ' || id FROM commitments_statement WHERE CASE state
           WHEN 'retracted' THEN retraction_reason <> '' AND retracted_at >= published_at
           ELSE retraction_reason = '' AND retracted_at IS NULL AND retracted_by_id IS NULL
           END IS NOT TRUE""",
    ),
    Invariant(
        "corrections_retract",
        "What a published statement corrects is retracted, and corrected by no other.",
        """SELECT 'statement ' || s.id || ' corrects ' || s.corrects_id
           FROM commitments_statement s
           LEFT JOIN commitments_statement wrong ON wrong.id = s.corrects_id
           WHERE s.state = 'published' AND s.corrects_id IS NOT NULL
             AND (wrong.state IS DISTINCT FROM 'retracted' OR EXISTS
               (SELECT 1 FROM commitments_statement o WHERE o.corrects_id = s.corrects_id
                AND o.state = 'published' AND o.id <> s.id))""",
    ),
    Invariant(
        "headcounts_are_possible",
        "Headcounts are zero or more, the smaller first; a withheld one has no figures.",
        """SELECT 'statement ' || id FROM commitments_statement
           WHERE headcount_min < 0 OR headcount_max < 0 OR headcount_min > headcount_max
              OR headcount_withheld
                AND (headcount_min IS NOT NULL OR headcount_max IS NOT NULL)""",
    ),
    Invariant(
        "contradictions_are_public",
        "Only statements that were published contradict each other, the older named first.",
        """SELECT 'contradiction ' || x.id FROM commitments_contradiction x
           LEFT JOIN commitments_statement a ON a.id = x.first_id
           LEFT JOIN commitments_statement b ON b.id = x.second_id
           WHERE a.published_at IS NULL OR b.published_at IS NULL OR x.first_id >= x.second_id""",
    ),
]

PLEDGES = [
    Invariant(
        "references_are_unique",
        "Every pledge has a reference of its own that looks like UKR-GBR-3.",
        """SELECT 'pledge ' || id || ' (' || reference || ')' FROM
             (SELECT id, reference, count(*) OVER (PARTITION BY reference) AS uses
              FROM commitments_pledge) p
           WHERE uses > 1 OR reference !~ '^[A-Z]{3}-[A-Z]{3}-[1-9][0-9]*$'""",
    ),
    Invariant(
        "only_collective_claims_have_parties",
        "A pledge of one country has no parties.",
        """SELECT DISTINCT 'pledge ' || p.id FROM commitments_pledge p
           JOIN commitments_pledgeparty c ON c.pledge_id = p.id
           WHERE p.country_id IS NOT NULL""",
    ),
    Invariant(
        "memberships_do_not_overlap",
        "At any moment a country has one standing a day; it ends after it began.",
        """SELECT 'membership ' || m.id FROM commitments_membership m
           WHERE m.left_on <= m.joined_on OR m.superseded_at < m.recorded_at OR EXISTS
             (SELECT 1 FROM commitments_membership o WHERE o.id <> m.id
              AND o.coalition_id = m.coalition_id AND o.country_id = m.country_id
              AND COALESCE(o.joined_on, '-infinity') < COALESCE(m.left_on, 'infinity')
              AND COALESCE(m.joined_on, '-infinity') < COALESCE(o.left_on, 'infinity')
              AND o.recorded_at < COALESCE(m.superseded_at, 'infinity')
              AND m.recorded_at < COALESCE(o.superseded_at, 'infinity'))""",
    ),
    Invariant(
        "next_checks_come_later",
        "The next check of a cell is planned for a later day.",
        "SELECT 'check ' || id FROM commitments_check WHERE recheck_on <= checked_on",
    ),
]

INVARIANTS = [*TEXTS, *STATEMENTS, *PLEDGES]
