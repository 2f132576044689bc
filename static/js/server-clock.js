// What the server's clock says now, whatever this machine's own says.
const skew = Date.parse(document.querySelector("meta[name=server-time]").content) - performance.timeOrigin - performance.now();

// Milliseconds, as Date.now() counts them.
export const serverNow = () => performance.timeOrigin + performance.now() + skew;
