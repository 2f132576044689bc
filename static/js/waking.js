// When a stream is looked at: whether it is there still, though nobody has said that it is gone.
export const SILENT = 40_000; // milliseconds without even a heartbeat: the stream is dead
export const ASLEEP = 20_000; // the same for a page that has just woken
export const LONGEST = 15_000; // between two tries to find the server again

// `look` is given the silence that it puts up with; nobody looks any more once `signal` is aborted.
export function lookNowAndThen(look, signal) {
  const timer = setInterval(() => look(SILENT), 5000);
  signal.addEventListener("abort", () => clearInterval(timer));
  addEventListener("online", () => look(0), { signal });
  document.addEventListener("resume", () => look(ASLEEP), { signal });
  document.addEventListener("visibilitychange", () => document.hidden || look(ASLEEP), { signal });
}
