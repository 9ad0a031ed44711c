"""The form of each service."""

from __future__ import annotations

from typing import Final

from alerts.outward.forms import Service
from widgets.outward.dialog import OutwardDialog
from widgets.outward.forms.check_call import CheckCallDialog
from widgets.outward.forms.disaster import DisasterDialog
from widgets.outward.forms.person import PersonDialog
from widgets.outward.forms.report import ReportDialog
from widgets.outward.forms.signals import SignalsDialog
from widgets.outward.forms.vehicle import VehicleDialog
from widgets.outward.forms.video import VideoDialog
from widgets.outward.forms.warning import WarningDialog

DIALOGS: Final[dict[Service, type[OutwardDialog]]] = {
    "report": ReportDialog, "video": VideoDialog, "check_call": CheckCallDialog, "person": PersonDialog,
    "vehicle": VehicleDialog, "disaster": DisasterDialog, "signals": SignalsDialog, "warning": WarningDialog,
}  # fmt: skip
