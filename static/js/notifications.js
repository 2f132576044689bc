// The browser asks about notifications only when somebody wants them.
const offer = document.querySelector("[data-notify]");
const offerIfAsked = () => { offer.hidden = !("Notification" in window) || Notification.permission !== "default"; };

offerIfAsked();
offer.addEventListener("click", async () => { await Notification.requestPermission(); offerIfAsked(); });
