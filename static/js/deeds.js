// What this page does itself: its answer brings the fresh card, so the card need not be fetched
// again when the news of it comes back. Only what an answer has surely brought is not fetched.
const PATIENCE = 3000; // milliseconds that news waits for the answer of its own request
const REMEMBERED = 100;
// Random, and new with each page: it names nobody, and two tabs are two pages.
export const page = [...crypto.getRandomValues(new Uint32Array(2))].map((one) => one.toString(36)).join("");
let count = 0;
const requests = new Map();

let brought = 0; // answers that have brought a card
// What puts something into the card. Where two are under way at once, either may be the older one.
const ofCard = (element) => Boolean(element.closest?.("#call-form"));
const othersFly = () => [...requests.values()].some((one) => one.flies && one.ofCard);

document.addEventListener("htmx:configRequest", ({ detail, target }) => {
  count += 1;
  const request = { flies: false, ofCard: ofCard(target), brought: "" };
  request.over = new Promise((resolve) => { request.end = resolve; });
  requests.set(count, request);
  requests.delete(count - REMEMBERED);
  detail.headers["Frontdesk-Deed"] = `${page}-${count}`;
});

const of = ({ requestConfig }) => requests.get(Number(requestConfig?.headers["Frontdesk-Deed"]?.split("-")[1]));

document.addEventListener("htmx:beforeSend", ({ detail }) => {
  const request = of(detail);
  if (request) Object.assign(request, { flies: true, since: brought });
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const request = of(detail);
  if (!request) return;
  request.flies = false;
  const came = detail.xhr.status > 0 && detail.xhr.status < 500;
  const topic = (came && detail.xhr.getResponseHeader("Frontdesk-Brought")) || "";
  const older = request.ofCard && request.since < brought;
  if (topic) brought += 1;
  if (!older && !othersFly()) request.brought = topic;
  request.end();
  // Another answer has come while this one was under way: this one may tell of the time before.
  if (came && older) htmx.trigger("#call", "overdue");
});

// The topic whose part the page has from the answer to one of its own requests, or "".
export async function broughtBy(number) {
  const request = requests.get(number);
  if (!request) return "";
  await Promise.race([request.over, new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
  return request.brought;
}
