// The page's stream: it looks for the server again however it was lost, and tells together what
// comes together, so that one deed costs a page one look at each of its parts.
const GATHER = 60; // milliseconds that the first news waits for more of the same deed
const APART = 300; // and the next ones, so that a busy desk does not ask all the time
const SILENT = 40_000; // not even a heartbeat: the stream is dead, though nobody has said so
const ASLEEP = 20_000; // the same for a page that has just woken
const LONGEST = 15_000; // between two tries to find the server again

class Stream extends EventTarget {
  constructor(address) {
    super();
    this.address = address;
    this.names = new Set(["beat"]);
    this.waiting = new Set();
    this.told = 0;
    this.tries = 0;
    this.take = ({ type }) => this.hear(type);
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
    this.own = new EventSource(this.address);
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

  hear(name) {
    this.heard = Date.now();
    if (name === "beat") return;
    this.waiting.add(name);
    // In the background a timer may come a minute late: there nothing waits.
    if (document.hidden) this.tell();
    else this.timer ??= setTimeout(() => this.tell(), Math.max(GATHER, this.told + APART - Date.now()));
  }

  tell() {
    clearTimeout(this.timer);
    this.timer = null;
    this.told = Date.now();
    const names = [...this.waiting];
    this.waiting.clear();
    for (const name of names) this.dispatchEvent(new Event(name));
  }
}

htmx.createEventSource = (address) => new Stream(address);
