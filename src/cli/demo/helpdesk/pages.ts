import { type Html, html } from "./html.ts";
import { commentItem, contactItem, list, showTime, ticketItem, ticketLink, userLink } from "./page-parts.ts";
import { type HelpdeskState, type HelpdeskTicket, type HelpdeskUser, listJournal } from "./state.ts";

function page(title: string, main: Html): string {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} - Demo helpdesk</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
<script src="/live.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header><p class="brand"><a href="/">Demo helpdesk</a></p><p class="quiet">In memory only. Everything here is made up and gone when the demo stops.</p></header>
<main id="main">${main}</main>
<p id="news" class="visually-hidden" role="status"></p>
</body>
</html>
`;
  return document.html;
}

/** `/`: contacts, tickets and the call journal side by side. */
export function homePage(state: HelpdeskState): string {
  const contacts = state.users.filter((user) => user.role === "end-user").reverse();
  const tickets = [...state.tickets].reverse();
  const journal = listJournal(state);
  const entries = journal.map(
    ({ ticket, comment }) => html`<li class="card" data-key="journal-${comment.id}">
    <p class="text" dir="auto">${comment.body}</p>
    <p class="quiet">${showTime(comment.created_at)}, ${userLink(state, ticket.requester_id)}, ${ticketLink(ticket)}</p>
  </li>`,
  );
  return page(
    "Overview",
    html`<h1>What the calls left behind</h1>
<div class="columns">
<section aria-labelledby="tickets-title"><h2 id="tickets-title">Tickets <span id="tickets-count" class="count">${tickets.length}</span></h2>
${list(
  "tickets",
  tickets.map((ticket) => ticketItem(state, ticket)),
  "No tickets yet. They appear here as calls come in.",
)}</section>
<section aria-labelledby="journal-title"><h2 id="journal-title">Call journal <span id="journal-count" class="count">${journal.length}</span></h2>
${list("journal", entries, "No call has been recorded yet.")}</section>
<section aria-labelledby="contacts-title"><h2 id="contacts-title">Contacts <span id="contacts-count" class="count">${contacts.length}</span></h2>
${list("contacts", contacts.map(contactItem), "No contacts.")}</section>
</div>`,
  );
}

/** `/agent/users/{id}`: what a pop-up opens. */
export function userPage(state: HelpdeskState, user: HelpdeskUser): string {
  const tickets = state.tickets.filter((ticket) => ticket.requester_id === user.id || ticket.assignee_id === user.id);
  const numbers = user.identities.map((identity) => html`<li class="number">${identity.value}</li>`);
  return page(
    user.name,
    html`<h1 dir="auto">${user.name}</h1>
<p>${user.role === "end-user" ? "Contact" : "Agent"} ${user.id}${user.email ? html`, ${user.email}` : ""}</p>
<section aria-labelledby="numbers-title"><h2 id="numbers-title">Telephone numbers</h2>${
      numbers.length > 0 ? html`<ul id="numbers" class="numbers">${numbers}</ul>` : html`<p class="empty">None.</p>`
    }</section>
<section aria-labelledby="tickets-title"><h2 id="tickets-title">Tickets <span id="tickets-count" class="count">${tickets.length}</span></h2>
${list(
  "tickets",
  [...tickets].reverse().map((ticket) => ticketItem(state, ticket)),
  "No tickets yet.",
)}</section>`,
  );
}

/** `/agent/tickets/{id}` */
export function ticketPage(state: HelpdeskState, ticket: HelpdeskTicket): string {
  return page(
    `Ticket ${ticket.id}`,
    html`<h1 dir="auto">#${ticket.id} ${ticket.subject}</h1>
<p><span id="status" class="badge ${ticket.status}">${ticket.status}</span> From ${userLink(state, ticket.requester_id)}, for ${userLink(state, ticket.assignee_id)}</p>
<section aria-labelledby="comments-title"><h2 id="comments-title">Comments <span id="comments-count" class="count">${ticket.comments.length}</span></h2>
<ol id="comments" class="comments card">${ticket.comments.map(commentItem)}</ol></section>`,
  );
}

/** The question that a person answers with a button when consent is not automatic. `query` goes back unchanged. */
export function consentPage(scope: string, query: string): string {
  return page(
    "Permission",
    html`<h1>Let the telephone engine in?</h1>
<p>A program asks for permission to use this helpdesk: <strong>${scope}</strong>.</p>
<form method="post" action="/oauth/authorizations?${query}"><button>Allow</button></form>`,
  );
}

export function messagePage(title: string, sentence: string): string {
  return page(title, html`<h1>${title}</h1><p>${sentence}</p><p><a href="/">To the overview</a></p>`);
}
