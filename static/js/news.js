// Tells together what comes together, so that one deed costs a page one look at each of its parts.
const GATHER = 60; // milliseconds that the first news waits for more of the same deed
const APART = 300; // and the next ones, so that a busy desk does not ask all the time
// What is on everybody's page and changes with what any of them does: it comes at once where this
// page has done it or all was quiet, else a little later, and not at all pages in the same moment.
const CALM = { "lines": 1000, "loose-ends": 2000, "promises": 2000, "presence": 1000 };
const SPREAD = 200;

export class News {
  // `tell` is called with each topic; what has happened under it is told on the document besides.
  constructor(tell) {
    this.tell = tell;
    this.waiting = new Map();
    this.told = new Map();
  }

  gather(name, news) {
    const calm = news.own ? undefined : CALM[name];
    const apart = (this.told.get(name) ?? 0) + (calm ?? APART);
    const due = Math.max(Date.now() + GATHER + (calm ? Math.random() * SPREAD : 0), apart);
    const before = this.waiting.get(name);
    this.waiting.set(name, { due: Math.min(due, before?.due ?? due), all: [...(before?.all ?? []), news] });
    this.#wait();
  }

  // What waits still is not told any more.
  forget() {
    this.waiting.clear();
    clearTimeout(this.timer);
  }

  #wait() {
    clearTimeout(this.timer);
    if (!this.waiting.size) return;
    // In the background a timer may come a minute late: there nothing waits.
    if (document.hidden) this.#tellUntil(Infinity);
    else this.timer = setTimeout(() => this.#tellUntil(Date.now() + GATHER), Math.min(...[...this.waiting.values()].map((one) => one.due)) - Date.now());
  }

  #tellUntil(moment) {
    for (const [name, { due, all }] of [...this.waiting]) {
      if (due > moment) continue;
      this.waiting.delete(name);
      this.told.set(name, Date.now());
      this.tell(name);
      document.dispatchEvent(new CustomEvent(`news:${name}`, { detail: all }));
    }
    this.#wait();
  }
}
