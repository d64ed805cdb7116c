"""What stood on the person becomes dated rows; the first day is not known."""

from django.db import migrations

from bihuan.domain.organizations import pinyin


def carry_over(apps, schema_editor):
    person, post, membership, seat, unit = (
        apps.get_model("organizations", name)
        for name in ("Person", "Post", "BranchMembership", "TeamSeat", "Unit")
    )
    for row in person.objects.select_related("unit"):
        row.tenant_id = row.unit_id
        row.save(update_fields=["tenant"])
        if row.post:
            post.objects.create(unit_id=row.department_id or row.unit_id, person=row, title=row.post)
        if row.branch_id:
            membership.objects.create(unit_id=row.branch_id, person=row)
        if row.team_order is not None:
            seat.objects.create(unit_id=row.unit_id, person=row, position=row.team_order)
    for row in unit.objects.all():
        row.pinyin, row.initials = pinyin.spelled(row.name)[:600], pinyin.initials(row.name)[:100]
        row.save(update_fields=["pinyin", "initials"])


class Migration(migrations.Migration):

    dependencies = [("organizations", "0002_posts_branches_and_teams")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
