from django.db import models


class UnitKind(models.TextChoices):
    """Kinds of unit (a tenant is a root of kind ORGAN)."""

    ORGAN = "organ", "单位"
    DEPARTMENT = "department", "内设机构"
    SUBORDINATE = "subordinate", "下属单位"
    PARTY_GROUP = "party_group", "党组"
    PARTY_COMMITTEE = "party_committee", "党委"
    BRANCH = "branch", "支部"
    BRANCH_GROUP = "branch_group", "党小组"


#: The kinds of unit where people work; the others stand inside one of these.
WORKPLACES = (UnitKind.ORGAN, UnitKind.SUBORDINATE)


class LeadingBody(models.TextChoices):
    """Which leading body of the Party a unit has; most inner units have none."""

    PARTY_GROUP = "group", "党组"
    PARTY_COMMITTEE = "committee", "党委"


class SeatKind(models.TextChoices):
    """How a person sits in the leadership team."""

    PRINCIPAL = "principal", "主要负责人"
    MEMBER = "member", "成员"
    OBSERVER = "observer", "列席（非党员副职）"
