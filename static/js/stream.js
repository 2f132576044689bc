// The page's stream: it looks for the server again however it was lost, and tells together what
// comes together, so that one deed costs a page one look at each of its parts.
import { broughtBy, page } from "./deeds.js";

const GATHER = 60; // milliseconds that the first news waits for more of the same deed
const APART = 300; // and the next ones, so that a busy desk does not ask all the time
// What is on everybody's page and changes with what any of them does: it comes at once where this
// page has done it or all was quiet, else a little later, and not at all pages in the same moment.
const CALM = { "lines": 1000, "loose-ends": 2000, "promises": 2000, "presence": 1000 };
const SPREAD = 200;
const SILENT = 40_000; // not even a heartbeat: the stream is dead, though nobody has said so
const ASLEEP = 20_000; // the same for a page that has just woken
const LONGEST = 15_000; // between two tries to find the server again

class Stream extends EventTarget {
  constructor(address) {
    super();
    this.address = address;
    this.names = new Set(["beat", "gone", "presence"]);
    this.waiting = new Map();
    this.told = new Map();
    this.tries = 0;
    this.take = ({ type, data }) => this.hear(type, JSON.parse(data));
    this.open();
    setInterval(() => this.look(SILENT), 5000);
    addEventListener("online", () => this.look(0));
    document.addEventListener("resume", () => this.look(ASLEEP));
    document.addEventListener("visibilitychange", () => document.hidden || this.look(ASLEEP));
  }

  // htmx looks for a server itself where a stream is closed for good: this one never is.
  get readyState() { return this.own.readyState === EventSource.OPEN ? EventSource.OPEN : EventSource.CONNECTING; }

  open() {
    clearTimeout(this.later);
    this.own?.close();
    this.heard = Date.now();
    // Lost once, it has missed what nobody counts: then the server says hello.
    this.own = new EventSource(`${this.tried ? this.address.split("?")[0] + "?" : this.address + "&"}page=${page}`);
    this.tried = true;
    this.own.onopen = (event) => { this.tries = 0; this.onopen?.(event); };
    this.own.onerror = (event) => {
      this.onerror?.(event);
      if (event.target.readyState === EventSource.CLOSED) this.later = setTimeout(() => this.open(), Math.min(500 * 2 ** this.tries++, LONGEST));
    };
    for (const name of this.names) this.own.addEventListener(name, this.take);
  }

  close() { clearTimeout(this.later); this.own.close(); }

  addEventListener(name, listener) {
    super.addEventListener(name, listener);
    if (!this.names.has(name)) this.own.addEventListener(name, this.take);
    this.names.add(name);
  }

  look(patience) {
    if (this.own.readyState === EventSource.CLOSED ? patience < SILENT : Date.now() - this.heard > Math.max(patience, ASLEEP)) this.open();
  }

  async hear(name, { deed, who = [] }) {
    this.heard = Date.now();
    if (name === "beat") return;
    // Logged out, elsewhere perhaps: the page itself leads to where one logs in.
    if (name === "gone") return location.reload();
    const brought = deed ? await broughtBy(deed) : "";
    if (brought !== name) this.gather(name, { own: Boolean(deed), brought, who });
  }

  gather(name, news) {
    const calm = news.own ? undefined : CALM[name];
    const apart = (this.told.get(name) ?? 0) + (calm ?? APART);
    const due = Math.max(Date.now() + GATHER + (calm ? Math.random() * SPREAD : 0), apart);
    const before = this.waiting.get(name);
    this.waiting.set(name, { due: Math.min(due, before?.due ?? due), all: [...(before?.all ?? []), news] });
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    if (!this.waiting.size) return;
    // In the background a timer may come a minute late: there nothing waits.
    if (document.hidden) this.tell(Infinity);
    else this.timer = setTimeout(() => this.tell(Date.now() + GATHER), Math.min(...[...this.waiting.values()].map((one) => one.due)) - Date.now());
  }

  // Tells all that is due by then.
  tell(until) {
    for (const [name, { due, all }] of [...this.waiting]) {
      if (due > until) continue;
      this.waiting.delete(name);
      this.told.set(name, Date.now());
      this.dispatchEvent(new Event(name));
      document.dispatchEvent(new CustomEvent(`news:${name}`, { detail: all }));
    }
    this.wait();
  }
}

htmx.createEventSource = (address) => new Stream(address);
