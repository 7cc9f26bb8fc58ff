"""Rows, their constraints and which-rows questions; no HTML and no rule that needs a person and a moment."""

from answers.models.access import AccessKey, KeptReply, Scope
from answers.models.answers import Answer, Byline, Certainty, DoctorQuestion
from answers.models.append_only import AppendOnly, GuardAppendOnly
from answers.models.assignments import Assignment
from answers.models.buffers import Buffer
from answers.models.checklists import ChecklistQuestion
from answers.models.checks import CitationCheck, PartlyAccepted
from answers.models.citations import Citation, SetAsideSource
from answers.models.deliveries import DAILY, MAIL_GROUPS, Delivery, Digest, MailChoice, Owed, Pace
from answers.models.durations import medians
from answers.models.events import Event, LogHead
from answers.models.gate_rules import GateRules, Profile, Severity, gravest
from answers.models.glossary import Glossary, Term, TermApproval, TermVersion
from answers.models.inbox_views import InboxView
from answers.models.invitations import Advice, Invitation, how_long
from answers.models.last_runs import LastRun
from answers.models.looks import Look, last_seen
from answers.models.measures import Measure
from answers.models.missed_searches import MissedSearch
from answers.models.pages import ListStamp, PublishedPage
from answers.models.pages_in_topics import PagesInTopics, Place, place_of
from answers.models.passed_warnings import PassedWarning
from answers.models.people import Contributor
from answers.models.purges import Purge
from answers.models.questions import FormerSlug, Origin, Phrasing, Question
from answers.models.readings import Reading, strictest
from answers.models.rechecks import Recheck, notices_waiting, resting_on_an_undecided_notice
from answers.models.recommendations import Recommendation
from answers.models.redactions import Redaction, RedactionRequest
from answers.models.refusal import Refused
from answers.models.related import RelatedChoice
from answers.models.reports import Helpfulness, Report, ReportText
from answers.models.review import Candidacy, Decision, Round, Stage
from answers.models.revisions import Credit, FrozenText, Publication, Revision, SentenceAuthor
from answers.models.searching import SearchEntry, SearchWord
from answers.models.second_factors import RecoveryCode, SecondFactor, SignInLink
from answers.models.short_of import measured, of_topic, queued_by_rules, short_of_rules
from answers.models.site_texts import SiteText, SiteTextApproval
from answers.models.staff_sessions import StaffSession
from answers.models.synonyms import SynonymGroup, SynonymKey
from answers.models.tallies import Tally
from answers.models.threads import Anchor, Comment, Mention, Thread
from answers.models.topics import Topic
from answers.models.uptakes import (
    RESTING,
    Uptake,
    citing,
    replacements_waiting,
    resting_on_replaced,
)
from answers.models.webhooks import StandingTold, Told, Webhook

__all__ = [
    "DAILY",
    "MAIL_GROUPS",
    "RESTING",
    "AccessKey",
    "Advice",
    "Anchor",
    "Answer",
    "AppendOnly",
    "Assignment",
    "Buffer",
    "Byline",
    "Candidacy",
    "Certainty",
    "ChecklistQuestion",
    "Citation",
    "CitationCheck",
    "Comment",
    "Contributor",
    "Credit",
    "Decision",
    "Delivery",
    "Digest",
    "DoctorQuestion",
    "Event",
    "FormerSlug",
    "FrozenText",
    "GateRules",
    "Glossary",
    "GuardAppendOnly",
    "Helpfulness",
    "InboxView",
    "Invitation",
    "KeptReply",
    "LastRun",
    "ListStamp",
    "LogHead",
    "Look",
    "MailChoice",
    "Measure",
    "Mention",
    "MissedSearch",
    "Origin",
    "Owed",
    "Pace",
    "PagesInTopics",
    "PartlyAccepted",
    "PassedWarning",
    "Phrasing",
    "Place",
    "Profile",
    "Publication",
    "PublishedPage",
    "Purge",
    "Question",
    "Reading",
    "Recheck",
    "Recommendation",
    "RecoveryCode",
    "Redaction",
    "RedactionRequest",
    "Refused",
    "RelatedChoice",
    "Report",
    "ReportText",
    "Revision",
    "Round",
    "Scope",
    "SearchEntry",
    "SearchWord",
    "SecondFactor",
    "SentenceAuthor",
    "SetAsideSource",
    "Severity",
    "SignInLink",
    "SiteText",
    "SiteTextApproval",
    "StaffSession",
    "Stage",
    "StandingTold",
    "SynonymGroup",
    "SynonymKey",
    "Tally",
    "Term",
    "TermApproval",
    "TermVersion",
    "Thread",
    "Told",
    "Topic",
    "Uptake",
    "Webhook",
    "citing",
    "gravest",
    "how_long",
    "last_seen",
    "measured",
    "medians",
    "notices_waiting",
    "of_topic",
    "place_of",
    "queued_by_rules",
    "replacements_waiting",
    "resting_on_an_undecided_notice",
    "resting_on_replaced",
    "short_of_rules",
    "strictest",
]
