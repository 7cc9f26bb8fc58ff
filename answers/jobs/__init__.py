"""The work that waits for its time; `run_due` does what is due and is safe to run twice at once."""

from answers.jobs.running import HEAD_FILE, Done, keep_head, run_due
from answers.jobs.watching import Watch, owed, watch

__all__ = ["HEAD_FILE", "Done", "Watch", "keep_head", "owed", "run_due", "watch"]
