// Lets the agent desk be installed, open without a network, and be brought to the front by its notices. It keeps the page and its files,
// and nothing that the API says.
const SHELL = "deskbell-desk-shell";
const PAGE = "/desk";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate" && pathname === PAGE) event.respondWith(page(event.request));
  else if (pathname.startsWith("/assets/")) event.respondWith(file(event.request));
});

// The newest page there is; what is kept stands in while the server is not reached.
async function page(request) {
  const shell = await caches.open(SHELL);
  try {
    const fresh = await fetch(request);
    if (!fresh.ok) return fresh;
    const kept = await shell.match(PAGE);
    const [before, now] = await Promise.all([kept?.text(), fresh.clone().text()]);
    // Its files are others now.
    if (before !== now) for (const old of await shell.keys()) await shell.delete(old);
    await shell.put(PAGE, fresh.clone());
    return fresh;
  } catch (error) {
    const kept = await shell.match(PAGE);
    if (kept) return kept;
    throw error;
  }
}

// A file whose name has a hash of its content never changes.
async function file(request) {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await shell.put(request, fresh.clone());
  return fresh;
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients
      .matchAll({ type: "window" })
      .then((windows) => (windows[0] ? windows[0].focus() : self.clients.openWindow(PAGE))),
  );
});
