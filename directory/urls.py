"""Addresses of the directory and of coming and going."""

from django.urls import path

from directory.views import browse, presence, session

urlpatterns = [
    path("", session.home, name="home"),
    path("login/", session.LogIn.as_view(), name="login"),
    path("login/demo/<slug:username>/", session.demo_log_in, name="demo-login"),
    path("logout/", session.log_out, name="logout"),
    path("welcome/", session.nothing_here, name="nothing-here"),
    path("presence/", presence.mine, name="my-presence"),
    path("directory/", browse.directory, name="directory"),
    path("directory/departments/<int:pk>/", browse.department, name="department"),
    path(
        "directory/departments/<int:pk>/people/", browse.department_people, name="department-people"
    ),
    path("directory/people/<int:pk>/", browse.person, name="person"),
    path("directory/people/<int:pk>/presence/", presence.of, name="presence"),
    path("directory/people/<int:pk>/card.vcf", browse.person_card, name="person-card"),
    path("directory/gaps/", browse.gap, name="gap"),
    path("directory/phone-list/", browse.phone_list, name="phone-list"),
    path("directory/cards.vcf", browse.all_cards, name="all-cards"),
    path("directory/staff.csv", browse.staff_csv, name="staff-csv"),
    path("directory/staff.xlsx", browse.staff_xlsx, name="staff-xlsx"),
]
