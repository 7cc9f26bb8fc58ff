"""The editorial verbs: the only place that changes a candidacy's stage or an answer's live revision.

The table of moves stands in `transitions.py`. Every verb takes the person and the moment, locks, asks the
policies, asks the table, changes, and writes one event last: one transaction, or a Refused with a sentence.
"""

from answers.workflow.access import make_key, revoke_key
from answers.workflow.accounts import (
    end_sessions,
    forget_second_factor,
    make_sign_in_link,
    open_account,
    use_sign_in_link,
)
from answers.workflow.advising import (
    advise,
    ask_for_new_link,
    asked_about,
    decline_by_link,
    recommend_by_link,
)
from answers.workflow.announcing import announce_standings
from answers.workflow.assigning import (
    accept_assignment,
    ask_again,
    assign,
    decline_assignment,
    formerly_asked,
    step_aside,
    withdraw_assignment,
)
from answers.workflow.checking import accept_partly, check, confirm_uncited
from answers.workflow.confirming import confirm_unchanged
from answers.workflow.correcting import correct_urgently
from answers.workflow.countersigning import countersign
from answers.workflow.deciding import approve, request_changes
from answers.workflow.editing import rename, restore, save, start
from answers.workflow.falling_due import call_for_reviews
from answers.workflow.gate_rules import choose_rules, note_topic_rules
from answers.workflow.glossary import approve_term, retire_term, write_term
from answers.workflow.glossary_rows import write_terms
from answers.workflow.handling_reports import (
    close_report,
    confirm_report,
    corrected_in,
    draft_from_report,
    erase_report,
    take_report,
)
from answers.workflow.inviting import erase_name, invite, invite_again, revoke_link
from answers.workflow.kept_redactions import REDACTIONS_FILE, keep_redactions
from answers.workflow.measuring import measure_due, measure_of
from answers.workflow.passing import LONGEST_REASON as LONGEST_PASSING_REASON
from answers.workflow.passing import Reason, pass_warnings
from answers.workflow.publishing import publish, publish_due, schedule, unschedule
from answers.workflow.queueing import queue_short_of_rules
from answers.workflow.rechecking import call_for_rechecks
from answers.workflow.recommending import recommend
from answers.workflow.redacting import ask_redaction, confirm_redaction, refuse_redaction
from answers.workflow.reminding import remind_assigned
from answers.workflow.replaying import Replayed, replay_redactions
from answers.workflow.reporting import Told, count_helpful, erase_report_texts, receive_report
from answers.workflow.second_checks import call_for_overdue
from answers.workflow.second_factors import (
    new_seed,
    renew_recovery_codes,
    secret_address,
    secret_text,
    set_up_second_factor,
    show_second_factor,
)
from answers.workflow.signing import declare_interests
from answers.workflow.site_texts import approve_site_text, save_site_text
from answers.workflow.small_changes import sign_small_change
from answers.workflow.statements import Reply, Statement, checklist, checklist_wording
from answers.workflow.submitting import candidacy_of, submit, take_back
from answers.workflow.taking_up import (
    ask_for_newer,
    keep_older,
    take_newer,
    take_newer_due,
    why_not_in_force,
)
from answers.workflow.translating import translate, why_not_original
from answers.workflow.webhooks import (
    CHOSEN_OF_WEBHOOK,
    add_webhook,
    change_webhook,
    rotate_webhook_secret,
    send_again,
    send_test,
    switch_off_webhook,
    why_not_webhook,
)
from answers.workflow.withdrawing import clear_expiry, expire_due, set_expiry, withdraw

__all__ = [
    "CHOSEN_OF_WEBHOOK",
    "LONGEST_PASSING_REASON",
    "REDACTIONS_FILE",
    "Reason",
    "Replayed",
    "Reply",
    "Statement",
    "Told",
    "accept_assignment",
    "accept_partly",
    "add_webhook",
    "advise",
    "announce_standings",
    "approve",
    "approve_site_text",
    "approve_term",
    "ask_again",
    "ask_for_new_link",
    "ask_for_newer",
    "ask_redaction",
    "asked_about",
    "assign",
    "call_for_overdue",
    "call_for_rechecks",
    "call_for_reviews",
    "candidacy_of",
    "change_webhook",
    "check",
    "checklist",
    "checklist_wording",
    "choose_rules",
    "clear_expiry",
    "close_report",
    "confirm_redaction",
    "confirm_report",
    "confirm_unchanged",
    "confirm_uncited",
    "correct_urgently",
    "corrected_in",
    "count_helpful",
    "countersign",
    "declare_interests",
    "decline_assignment",
    "decline_by_link",
    "draft_from_report",
    "end_sessions",
    "erase_name",
    "erase_report",
    "erase_report_texts",
    "expire_due",
    "forget_second_factor",
    "formerly_asked",
    "invite",
    "invite_again",
    "keep_older",
    "keep_redactions",
    "make_key",
    "make_sign_in_link",
    "measure_due",
    "measure_of",
    "new_seed",
    "note_topic_rules",
    "open_account",
    "pass_warnings",
    "publish",
    "publish_due",
    "queue_short_of_rules",
    "receive_report",
    "recommend",
    "recommend_by_link",
    "refuse_redaction",
    "remind_assigned",
    "rename",
    "renew_recovery_codes",
    "replay_redactions",
    "request_changes",
    "restore",
    "retire_term",
    "revoke_key",
    "revoke_link",
    "rotate_webhook_secret",
    "save",
    "save_site_text",
    "schedule",
    "secret_address",
    "secret_text",
    "send_again",
    "send_test",
    "set_expiry",
    "set_up_second_factor",
    "show_second_factor",
    "sign_small_change",
    "start",
    "step_aside",
    "submit",
    "switch_off_webhook",
    "take_back",
    "take_newer",
    "take_newer_due",
    "take_report",
    "translate",
    "unschedule",
    "use_sign_in_link",
    "why_not_in_force",
    "why_not_original",
    "why_not_webhook",
    "withdraw",
    "withdraw_assignment",
    "write_term",
    "write_terms",
]
