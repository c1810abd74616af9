"""Database triggers that refuse rows, with SQLSTATE 23514, so that Django sees IntegrityError.

The rules themselves are declared on the models they protect.
"""

import pgtrigger


def sql_text(message: str) -> str:
    """Quote a message as an SQL literal in a PL/pgSQL RAISE format (where % is special)."""
    return "'" + message.replace("'", "''").replace("%", "%%") + "'"


def refusal(message: str) -> str:
    """Return the PL/pgSQL statement that refuses a row with this message."""
    return f"RAISE EXCEPTION {sql_text(message)} USING ERRCODE = '23514';"


def refuse(
    *,
    name: str,
    operation: pgtrigger.Operation,
    message: str,
    condition: pgtrigger.Condition | None = None,
) -> pgtrigger.Trigger:
    """Return a trigger that refuses every row the condition describes."""
    return pgtrigger.Trigger(
        name=name,
        operation=operation,
        when=pgtrigger.Before,
        condition=condition,
        func=f"{refusal(message)}",
    )


def require(
    *, name: str, operation: pgtrigger.Operation, unless: str, message: str
) -> pgtrigger.Trigger:
    """Return a BEFORE trigger that refuses a NEW row unless the SQL expression is true."""
    return pgtrigger.Trigger(
        name=name,
        operation=operation,
        when=pgtrigger.Before,
        func=f"IF NOT ({unless}) THEN {refusal(message)} END IF; RETURN NEW;",
    )


def require_at_commit(
    *, name: str, operation: pgtrigger.Operation, broken: str, message: str
) -> pgtrigger.Trigger:
    """Return a deferred constraint trigger: at COMMIT no row may make the SQL `broken` true.

    `broken` is evaluated when the transaction ends, so steps within it may come in any order.
    """
    return pgtrigger.Trigger(
        name=name,
        operation=operation,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func=f"IF {broken} THEN {refusal(message)} END IF; RETURN NULL;",
    )
