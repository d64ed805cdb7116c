from django.urls import path

from . import (
    burden,
    catalogue,
    changing,
    counting,
    doing,
    doubting,
    entering,
    excusing,
    listing,
    records,
    verdicts,
)

urlpatterns = [
    path("", catalogue.mechanism_list, name="mechanism-list"),
    path("burden/", burden.burden, name="burden"),
    path("doubts/", doubting.doubt_list, name="doubt-list"),
    path("<slug:code>/", listing.record_list, name="record-list"),
    path("<slug:code>/norms/", verdicts.mechanism_norms, name="mechanism-norms"),
    path("<slug:code>/norms/keeping/", excusing.keeping_declare, name="keeping-declare"),
    path("<slug:code>/norms/exempt/", excusing.exemption_new, name="exemption-new"),
    path("exemptions/<uuid:key>/withdraw/", excusing.exemption_withdraw, name="exemption-withdraw"),
    path("<slug:code>/new/", entering.record_new, name="record-new"),
    path("<slug:shape>/<uuid:key>/", records.record_detail, name="record-detail"),
    path("<slug:shape>/<uuid:key>/edit/", changing.record_edit, name="record-edit"),
    path("<slug:shape>/<uuid:key>/count/", counting.record_count, name="record-count"),
    path("<slug:shape>/<uuid:key>/withdraw/", changing.record_withdraw, name="record-withdraw"),
    path("<slug:shape>/<uuid:key>/restore/", changing.record_restore, name="record-restore"),
    path("<slug:shape>/<uuid:key>/doubts/", doubting.doubt_settle, name="doubt-settle"),
    path("<slug:shape>/<uuid:key>/do/<slug:deed>/", doing.record_deed, name="record-deed"),
    path("<slug:shape>/parts/<uuid:key>/do/<slug:deed>/", doing.part_deed, name="part-deed"),
]
