"""The desk's addresses: actions are nouns."""

from django.urls import path

from calls.views import callers, decisions, desk, handling, inbox, record

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/lines/", desk.lines, name="lines"),
    path("desk/<int:pk>/", desk.desk, name="desk-call"),
    path("calls/", record.log, name="log"),
    path("calls/new/", handling.take, name="take"),
    path("calls/<int:pk>/", record.record, name="record"),
    path("calls/<int:pk>/lesson/", record.lesson, name="lesson"),
    path("calls/<int:pk>/card/", desk.card, name="card"),
    path("calls/<int:pk>/people/", desk.people, name="people"),
    path("calls/<int:pk>/facts/", handling.keep, name="keep"),
    path("calls/<int:pk>/purpose/", handling.purpose, name="purpose"),
    path("calls/<int:pk>/language/", handling.language, name="call-language"),
    path("calls/<int:pk>/hold/", handling.hold, name="hold"),
    path("calls/<int:pk>/resumption/", handling.resume, name="resume"),
    path("calls/<int:pk>/asked-employee/", handling.asked_employee, name="asked-employee"),
    path("calls/<int:pk>/connection/", handling.connection, name="connection"),
    path("calls/<int:pk>/transfer-request/", handling.transfer_request, name="transfer-request"),
    path("calls/<int:pk>/withdrawal/", handling.withdrawal, name="withdrawal"),
    path("calls/<int:pk>/message-form/", handling.message_form, name="message-form"),
    path("calls/<int:pk>/message/", handling.message, name="message"),
    path("calls/<int:pk>/spoken-before/", handling.spoken_before, name="spoken-before"),
    path("calls/<int:pk>/offer-by-mail/", handling.offer_by_mail, name="offer-by-mail"),
    path("calls/<int:pk>/ending/", handling.ending, name="ending"),
    path("calls/<int:pk>/caller/", callers.chosen, name="caller-chosen"),
    path("calls/<int:pk>/not-this-caller/", callers.disowned, name="caller-disowned"),
    path("callers/<int:pk>/", callers.caller, name="caller"),
    path("callers/<int:pk>/merging/", callers.merging, name="caller-merging"),
    path("callers/<int:pk>/separation/", callers.separation, name="caller-separation"),
    path("requests/", decisions.requests, name="requests"),
    path("requests/<int:pk>/answer/", decisions.answer, name="answer"),
    path("messages/", inbox.inbox, name="inbox"),
    path("messages/count/", inbox.count, name="message-count"),
    path("messages/<int:pk>/read/", inbox.read, name="message-read"),
    path("messages/<int:pk>/done/", inbox.done, name="message-done"),
]
