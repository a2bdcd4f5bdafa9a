import { WORDS } from "./words.js";

const KEPT_CALLS = 50;
const $ = (id) => document.getElementById(id);

/** What the page knows, filled by the live feed. */
const calls = new Map();
const popups = new Map();
let feed;
let language = localStorage.getItem("language") ?? (navigator.language.startsWith("th") ? "th" : "en");

function word(key, ...values) {
  return values.reduce((text, value, at) => text.replace(`{${at}}`, () => String(value)), WORDS[language][key] ?? key);
}

/** Makes an element; text is always set as text, since callers' names are not to be trusted. */
function element(name, options = {}, ...children) {
  const made = document.createElement(name);
  if (options.class) made.className = options.class;
  if (options.text !== undefined) made.textContent = options.text;
  for (const [key, value] of Object.entries(options.attributes ?? {})) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

let told = [];
function tell(...words) {
  told = words;
  $("status").textContent = word(...words);
}

function translate() {
  document.documentElement.lang = language;
  $("language").value = language;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = word(node.dataset.t);
  if (told.length > 0) tell(...told);
  show();
}

function entry(callId) {
  if (!calls.has(callId)) calls.set(callId, { call: undefined, match: undefined, steps: new Map() });
  return calls.get(callId);
}

/** Takes one change of the feed. The same change twice shows the same. */
function take(change) {
  if (change.kind === "call") entry(change.call.id).call = change.call;
  if (change.kind === "match") entry(change.callId).match = change.match;
  if (change.kind === "popup") popups.set(change.popup.id, change.popup);
  if (change.kind === "delivery") {
    const { delivery, outputs } = change;
    entry(delivery.callId).steps.set(`${delivery.integrationId} ${delivery.feature} ${delivery.trigger}`, {
      delivery,
      outputs,
    });
  }
  if (change.kind === "skip") {
    const { skip, integrationId, callId } = change;
    entry(callId).steps.set(`${integrationId} ${skip.feature} ${skip.trigger} ${skip.extension ?? ""}`, { skip });
  }
  if (change.kind === "integration" && change.attention) tell("attention", change.attention);
  for (const id of [...calls.keys()].slice(0, -KEPT_CALLS)) calls.delete(id);
}

function matchText(match) {
  if (!match) return "";
  return word(`match.${match.state}`, match.contact?.name || match.contact?.id || match.reason || "");
}

// A code that this page does not know yet still has its English sentence.
function skipText(skip) {
  const key = `skip.${skip.code}`;
  return WORDS[language][key] ?? skip.reason;
}

function stepText({ delivery, skip, outputs }) {
  if (skip) return word("skipped", word(`feature.${skip.feature}`), skipText(skip));
  const ids = Object.values(outputs ?? {}).map((id) => `#${id}`);
  const note = delivery.state === "dead" || delivery.state === "waiting" ? delivery.note : undefined;
  return [word("step", word(`feature.${delivery.feature}`), word(`delivery.${delivery.state}`)), ...ids, note]
    .filter(Boolean)
    .join(" ");
}

function callCard({ call, match, steps }) {
  const person = match?.contact?.name || call.externalName;
  const number =
    call.direction === "internal"
      ? `${call.extension ?? ""} → ${call.dialledNumber}`
      : call.externalNumber || word("withheld");
  const outcome =
    call.state === "ended"
      ? word(`disposition.${call.disposition ?? "no-answer"}`, call.talkSeconds)
      : word(`state.${call.state}`);
  const time = new Date(call.startedAt).toLocaleTimeString(language);
  return element(
    "li",
    { class: `card ${call.state}` },
    element("div", { class: "who", text: person ? `${person} · ${number}` : number }),
    element("div", {
      class: "soft",
      text: [time, word(`direction.${call.direction}`), call.extension, outcome].filter(Boolean).join(" · "),
    }),
    element("div", { class: "soft", text: matchText(match) }),
    element(
      "ul",
      { class: "steps" },
      ...[...steps.values()].map((step) =>
        element("li", {
          class: step.skip ? "skip-step" : step.delivery.state,
          text: stepText(step),
          attributes: step.skip ? { title: step.skip.reason } : {},
        }),
      ),
    ),
  );
}

function popupCard(popup) {
  const card = element(
    "li",
    { class: "card ringing" },
    element("div", { class: "who", text: popup.contactName || word("unknownCaller") }),
    element("div", { class: "soft", text: `${popup.number} · ${word("forExtension", popup.extension)}` }),
    popup.match === "known" ? "" : element("div", { class: "soft", text: word(`match.${popup.match}`) }),
  );
  if (/^https?:\/\//.test(popup.url)) {
    const attributes = { href: popup.url, target: "_blank", rel: "noopener noreferrer" };
    card.append(element("a", { class: "open", text: word("openContact"), attributes }));
  }
  return card;
}

function show() {
  const mine = $("extension").value.trim();
  const shownPopups = [...popups.values()].filter((one) => one.state === "shown" && (!mine || one.extension === mine));
  $("popups").replaceChildren(...shownPopups.slice(-8).reverse().map(popupCard));
  $("no-popups").hidden = shownPopups.length > 0;
  const shownCalls = [...calls.values()].filter((one) => one.call);
  $("calls").replaceChildren(...shownCalls.reverse().map(callCard));
  $("no-calls").hidden = shownCalls.length > 0;
}

let drawing = false;
function showSoon() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    show();
  });
}

function follow() {
  $("sign-in").hidden = true;
  $("live").hidden = false;
  $("sign-out").hidden = false;
  // The browser sends Last-Event-ID when it reconnects, so nothing is missed and nothing comes twice.
  feed = new EventSource("/api/v1/changes?latest=500");
  feed.onopen = () => {
    tell("live");
  };
  feed.onerror = () => {
    tell("reconnecting");
    if (feed.readyState === EventSource.CLOSED) askToSignIn();
  };
  feed.onmessage = (message) => {
    take(JSON.parse(message.data));
    showSoon();
  };
}

function askToSignIn() {
  feed?.close();
  $("live").hidden = true;
  $("sign-out").hidden = true;
  $("sign-in").hidden = false;
  $("token").focus();
}

async function session(method, body) {
  const headers = { "X-Deskbell": "1", ...(body && { "Content-Type": "application/json" }) };
  return fetch("/api/v1/session", { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

$("sign-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  $("sign-in-error").textContent = "";
  const answer = await session("POST", { token: $("token").value.trim() }).catch(() => undefined);
  $("token").value = "";
  if (answer?.ok) follow();
  else $("sign-in-error").textContent = word(answer ? "tokenWrong" : "unreachable");
});
$("sign-out").addEventListener("click", async () => {
  await session("DELETE").catch(() => undefined);
  calls.clear();
  popups.clear();
  show();
  askToSignIn();
});
$("language").addEventListener("change", () => {
  language = $("language").value;
  localStorage.setItem("language", language);
  translate();
});
$("extension").addEventListener("input", show);

translate();
const known = await session("GET").catch(() => undefined);
if (known?.ok) follow();
else askToSignIn();
