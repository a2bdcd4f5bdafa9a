import { type Html, html } from "./html.ts";
import type { HelpdeskState, HelpdeskTicket, HelpdeskUser, TicketComment } from "./state.ts";

/** Small pieces that several pages show. Each list item carries `data-key`, by which the live script replaces only what changed. */

export function showTime(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(11, 19)} UTC</time>`;
}

export function userLink(state: HelpdeskState, id: number | null): Html {
  const user = state.users.find((one) => one.id === id);
  return user
    ? html`<a href="/agent/users/${user.id}" dir="auto">${user.name}</a>`
    : html`<span class="quiet">nobody</span>`;
}

export function ticketLink(ticket: HelpdeskTicket): Html {
  return html`<a href="/agent/tickets/${ticket.id}" dir="auto">#${ticket.id} ${ticket.subject}</a>`;
}

export function contactItem(user: HelpdeskUser): Html {
  const numbers = user.identities.map((identity) => html`<li class="number">${identity.value}</li>`);
  const isNew = user.identities.length === 1 && user.email === null && user.name.includes(user.phone ?? "\0");
  return html`<li class="card" data-key="user-${user.id}">
    <h3><a href="/agent/users/${user.id}" dir="auto">${user.name}</a>${isNew ? html` <span class="badge">from a call</span>` : ""}</h3>
    <ul class="numbers">${numbers}</ul>
    ${user.email ? html`<p class="quiet">${user.email}</p>` : ""}
  </li>`;
}

export function ticketItem(state: HelpdeskState, ticket: HelpdeskTicket): Html {
  return html`<li class="card" data-key="ticket-${ticket.id}">
    <h3>${ticketLink(ticket)} <span class="badge ${ticket.status}">${ticket.status}</span></h3>
    <p>From ${userLink(state, ticket.requester_id)}, for ${userLink(state, ticket.assignee_id)}</p>
    <ol class="comments">${ticket.comments.map(commentItem)}</ol>
  </li>`;
}

export function commentItem(comment: TicketComment): Html {
  const kind = comment.custom.entry === "call_journal" ? "call journal" : comment.public ? "public" : "internal note";
  return html`<li data-key="comment-${comment.id}"><p class="quiet">${showTime(comment.created_at)}, ${kind}</p><p class="text" dir="auto">${comment.body}</p></li>`;
}

/** A list, or a sentence while there is nothing in it. */
export function list(id: string, items: readonly Html[], empty: string): Html {
  return items.length > 0
    ? html`<ul id="${id}" class="cards">${items}</ul>`
    : html`<ul id="${id}" class="cards"><li class="empty" data-key="empty">${empty}</li></ul>`;
}
