// The page's stream: it looks for the server again however it was lost, until it is closed.
import { broughtBy, page } from "./deeds.js";
import { News } from "./news.js";
import { ASLEEP, LONGEST, SILENT, lookNowAndThen } from "./waking.js";

class Stream extends EventTarget {
  constructor(address) {
    super();
    this.address = `${address}&`;
    this.names = new Set(["beat", "gone", "presence"]);
    this.news = new News((name) => this.dispatchEvent(new Event(name)));
    this.tries = 0;
    this.closing = new AbortController();
    this.take = ({ type, data }) => this.hear(type, JSON.parse(data));
    this.open();
    lookNowAndThen((patience) => this.look(patience), this.closing.signal);
  }

  // htmx looks for a server itself where a stream is closed for good: this one never is.
  get readyState() { return this.own.readyState === EventSource.OPEN ? EventSource.OPEN : EventSource.CONNECTING; }

  open() {
    clearTimeout(this.later);
    if (this.closing.signal.aborted) return;
    this.own?.close();
    this.heard = Date.now();
    this.own = new EventSource(`${this.address}page=${page}`);
    // Lost once, it has missed what nobody counts: then the server says hello.
    this.address = `${this.address.split("?")[0]}?`;
    this.own.onopen = (event) => { this.tries = 0; this.onopen?.(event); };
    this.own.onerror = (event) => {
      this.onerror?.(event);
      if (event.target.readyState === EventSource.CLOSED) this.later = setTimeout(() => this.open(), Math.min(500 * 2 ** this.tries++, LONGEST));
    };
    for (const name of this.names) this.own.addEventListener(name, this.take);
  }

  close() { this.closing.abort(); this.news.forget(); this.own.close(); }

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
    if (name === "gone") return location.reload(); // logged out: it leads to where one logs in
    const brought = deed ? await broughtBy(deed) : "";
    if (brought !== name && !this.closing.signal.aborted) this.news.gather(name, { own: Boolean(deed), brought, who });
  }
}

htmx.createEventSource = (address) => new Stream(address);
