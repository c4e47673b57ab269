/**
 * Keeps the bedside's own files on the tablet, so that a page that is loaded anew without the network still comes, with
 * its stop button and the entries that wait. It keeps nothing that the server says: no clinical data lies here.
 * The build puts the two constants above this text.
 */
/* global cacheName, files */
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("stroma ") && name !== cacheName).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || pathname.startsWith("/api/")) return;
  // The server first: the tablet shows what it had only when there is no answer.
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => keptPage(pathname)));
  else if (files.includes(pathname)) event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
});

async function keptPage(pathname) {
  const page = /^\/infusions\/[^/]+\/?$/u.test(pathname) ? "/bedside.html" : "/index.html";
  return (await caches.match(page, { ignoreVary: true })) ?? Response.error();
}
