from django.urls import path

from . import access, accounts, acting, delegations, granting, passwords, roles

urlpatterns = [
    path("accounts/", accounts.account_list, name="account-list"),
    path("accounts/<uuid:key>/", accounts.account_detail, name="account-detail"),
    path("accounts/open/<uuid:key>/", passwords.account_open, name="account-open"),
    path("accounts/<uuid:key>/password/", passwords.account_password_reset, name="account-password-reset"),
    path("accounts/<uuid:key>/shut/", access.account_shut, name="account-shut"),
    path("accounts/<uuid:key>/reopen/", access.account_reopen, name="account-reopen"),
    path("accounts/<uuid:key>/unlock/", access.account_unlock, name="account-unlock"),
    path("accounts/<uuid:key>/sessions/end/", access.account_sessions_end, name="account-sessions-end"),
    path("accounts/<uuid:key>/second-factor/", access.account_factor_reset, name="account-factor-reset"),
    path("roles/", roles.role_list, name="role-list"),
    path("roles/history/", roles.role_history, name="role-history"),
    path("roles/guide/", roles.role_guide, name="role-guide"),
    path("roles/grant/", granting.role_grant_choose, name="role-grant-choose"),
    path("roles/grant/<uuid:key>/", granting.role_grant, name="role-grant"),
    path("roles/<uuid:key>/withdraw/", granting.role_withdraw, name="role-withdraw"),
    path("delegations/", delegations.delegation_list, name="delegation-list"),
    path("delegations/new/", delegations.delegation_new, name="delegation-new"),
    path("delegations/<uuid:key>/end/", delegations.delegation_end, name="delegation-end"),
    path("delegations/act/", acting.acting_start, name="acting-start"),
    path("delegations/act/stop/", acting.acting_stop, name="acting-stop"),
]
