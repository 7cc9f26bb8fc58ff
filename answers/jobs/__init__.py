"""The work that waits for its time; `run_due` does what is due and is safe to run twice at once."""

from answers.jobs.running import HEAD_FILE, Done, keep_head, run_due

__all__ = ["HEAD_FILE", "Done", "keep_head", "run_due"]
