/**
 * Keeps an open page current: when the server says that something changed, the page is fetched again and only list items whose
 * markup differs are replaced, so that focus and scrolling stay where they are.
 */
export const SCRIPT = `
"use strict";
const news = document.getElementById("news");
function renew(fresh) {
  let added = 0;
  for (const list of fresh.querySelectorAll("main ul[id], main ol[id]")) {
    const mine = document.getElementById(list.id);
    if (!mine) continue;
    const old = new Map([...mine.children].map((item) => [item.dataset.key, item]));
    const items = [...list.children].map((item) => {
      const known = old.get(item.dataset.key);
      if (known && known.outerHTML.replace(" fresh", "") === item.outerHTML) return known;
      if (known && known.contains(document.activeElement)) return known;
      added += known || item.dataset.key === "empty" ? 0 : 1;
      item.classList.add("fresh");
      return item;
    });
    for (const item of [...mine.children]) if (!items.includes(item)) item.remove();
    items.forEach((item, index) => { if (mine.children[index] !== item) mine.insertBefore(item, mine.children[index] ?? null); });
  }
  for (const part of fresh.querySelectorAll(".count[id], .badge[id]")) {
    const mine = document.getElementById(part.id);
    if (mine) { mine.textContent = part.textContent; mine.className = part.className; }
  }
  if (added > 0) news.textContent = added === 1 ? "One new entry." : added + " new entries.";
}
let running = false, again = false;
async function refresh() {
  if (running) { again = true; return; }
  running = true;
  try {
    const answer = await fetch(location.href);
    if (answer.ok) renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch { /* the demo has stopped; EventSource goes on trying */ }
  running = false;
  if (again) { again = false; refresh(); }
}
new EventSource("/changes").onmessage = refresh;
`;
