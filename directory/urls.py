"""Addresses of the directory and of coming and going."""

from django.urls import path

from directory.views import session

urlpatterns = [
    path("", session.home, name="home"),
    path("login/", session.LogIn.as_view(), name="login"),
    path("login/demo/<slug:username>/", session.demo_log_in, name="demo-login"),
    path("logout/", session.log_out, name="logout"),
    path("welcome/", session.nothing_here, name="nothing-here"),
]
