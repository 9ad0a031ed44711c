"""The rules of correlation and urgency: read from ``resources/rules.toml``, checked, and compiled for use."""

from alerts.rules.declared import ChatterRule, MaintenanceRule, PatternRule, Selector, SuppressRule
from alerts.rules.file import RulesFile
from alerts.rules.lexicon import LexiconRule, TermRule
from alerts.rules.load import DEFAULT_RULES, load_rules, parse_rules, rules_text
from alerts.rules.rules import EngineRule, KindRule, PriorityRule, ReportRule, Rules

__all__ = [
    "DEFAULT_RULES", "ChatterRule", "EngineRule", "KindRule", "LexiconRule", "MaintenanceRule", "PatternRule", "PriorityRule",
    "ReportRule", "Rules", "RulesFile", "Selector", "SuppressRule", "TermRule", "load_rules", "parse_rules", "rules_text",
]  # fmt: skip
