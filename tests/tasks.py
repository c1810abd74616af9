"""What the worker would do, done in the test's own transaction. No tests here."""

from django_tasks_db.models import DBTaskResult


def do_what_waits() -> int:
    """Do the background work that was asked for. Returns how many tasks there were."""
    waiting = list(DBTaskResult.objects.ready())
    for each in waiting:
        result = each.task_result
        each.task.call(*result.args, **result.kwargs)
        each.delete()
    return len(waiting)
