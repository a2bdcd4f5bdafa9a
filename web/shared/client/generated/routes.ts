// Made from the OpenAPI document by node scripts/client.ts; changes belong into the routes.

export type Error = { readonly "error": { readonly "code": string; readonly "message": string; readonly "problems"?: readonly ({ readonly "path": string; readonly "message": string; readonly "help"?: string; })[]; }; };

export type Diagnostic = { readonly "code": string; readonly "severity": ("error" | "warning" | "info"); readonly "message": string; readonly "help"?: string; readonly [name: string]: unknown; };

export type Connection = { readonly "id": string; readonly "name": string; readonly "kind": string; readonly "zone": string; readonly "enabled": boolean; readonly "settings": { readonly [name: string]: unknown; }; readonly "secrets": readonly (string)[]; readonly "signed": boolean; };

export type Template = { readonly "key": string; readonly "revision": number; readonly "name": string; readonly "hash": string; readonly "createdAt": number; };

export type Integration = { readonly "id": string; readonly "connectionId": string; readonly "templateKey": string; readonly "templateRevision": number; readonly "enabled": boolean; readonly "status": ("connected" | "connect" | "attention" | "disabled" | "disconnected"); readonly "phonebookId"?: string; readonly "attention"?: string; readonly "needs": readonly (string)[]; readonly "fields": readonly ({ readonly "name": string; readonly "secret": boolean; readonly "set": boolean; readonly "value"?: string; readonly [name: string]: unknown; })[]; readonly [name: string]: unknown; };

export type HelpdeskUser = { readonly "userId": string; readonly "name": string; readonly "email": string; };

export type UserAssociation = { readonly "extension": string; readonly "userId": string; readonly "origin": ("email" | "manual"); readonly "state": ("active" | "user-vanished" | "extension-vanished"); };

export type Outcome = { readonly "kind": string; readonly "reason"?: string; readonly "status"?: number; readonly [name: string]: unknown; };

export type Exchange = { readonly "scenario": string; readonly "sent": boolean; readonly "outcome": Outcome; readonly [name: string]: unknown; };

export type Call = { readonly "id": string; readonly "connectionId": string; readonly "pbxCallId": string; readonly "direction": ("inbound" | "outbound" | "internal"); readonly "state": ("ringing" | "answered" | "ended"); readonly "externalNumber": string; readonly "startedAt": number; readonly [name: string]: unknown; };

export type ListedCall = { readonly "id": string; readonly "connectionId": string; readonly "pbxCallId": string; readonly "direction": ("inbound" | "outbound" | "internal"); readonly "state": ("ringing" | "answered" | "ended"); readonly "externalNumber": string; readonly "startedAt": number; readonly "contactName"?: string; readonly "tickets": readonly ({ readonly "integrationId": string; readonly "ticketId": string; })[]; readonly [name: string]: unknown; };

export type Contact = { readonly "id": string; readonly "type": string; readonly "name": string; readonly "url": string; readonly [name: string]: unknown; };

export type Phonebook = { readonly "id": string; readonly "name": string; readonly "connectionId"?: string; readonly "integrationId"?: string; readonly "locked": boolean; readonly "contacts": number; readonly "createdAt": number; readonly [name: string]: unknown; };

export type PhonebookEntry = { readonly "contact": Contact; readonly "integrationId"?: string; readonly "fetchedAt": number; readonly [name: string]: unknown; };

export type Delivery = { readonly "id": string; readonly "integrationId": string; readonly "callId": string; readonly "feature": string; readonly "trigger": string; readonly "state": ("waiting" | "running" | "done" | "dead" | "cancelled" | "held"); readonly "attempt": number; readonly "runAt": number; readonly "inDoubt": boolean; readonly "note"?: string; readonly "templateRevision"?: number; readonly [name: string]: unknown; };

export type Popup = { readonly "id": string; readonly "callId": string; readonly "extension": string; readonly "state": string; readonly "url": string; readonly "match": string; readonly [name: string]: unknown; };

export type TemplateCard = { readonly "key": string; readonly "revision": number; readonly "name": string; readonly "hash": string; readonly "createdAt": number; readonly "provider": string; readonly "version": string; readonly "auth": string; readonly "features": readonly (("search" | "users" | "contacts" | "tickets" | "journal"))[]; readonly "errors": number; readonly "warnings": number; readonly "integrations": readonly ({ readonly "id": string; readonly "revision": number; })[]; };

export type ListedDelivery = { readonly "id": string; readonly "integrationId": string; readonly "callId": string; readonly "feature": string; readonly "trigger": string; readonly "state": ("waiting" | "running" | "done" | "dead" | "cancelled" | "held"); readonly "attempt": number; readonly "runAt": number; readonly "inDoubt": boolean; readonly "note"?: string; readonly "templateRevision"?: number; readonly "call"?: { readonly "direction": ("inbound" | "outbound" | "internal"); readonly "startedAt": number; readonly "externalNumber": string; readonly "externalName": string; }; readonly [name: string]: unknown; };

export type Desk = { readonly "now": number; readonly "extensions": readonly ({ readonly "connectionId": string; readonly "number": string; readonly "name": string; })[]; readonly "connections": readonly ({ readonly "id": string; readonly "canDial": boolean; })[]; readonly "integrations": readonly ({ readonly "id": string; readonly "connectionId": string; readonly "name": string; readonly "popup": { readonly "enabled": boolean; readonly "trigger": ("ringing" | "answered" | "ended" | "manual"); }; readonly "canSearch": boolean; readonly "canCreate": boolean; readonly "newContact": readonly ({ readonly "name": string; readonly "variables": readonly (string)[]; })[]; })[]; };

export type Person = { readonly "id": string; readonly "login": string; readonly "name": string; readonly "roles": readonly (string)[]; readonly "extensions": readonly ({ readonly "connectionId": string; readonly "number": string; })[]; readonly "disabled": boolean; readonly "singleSignOn": boolean; readonly "language"?: string; readonly "createdAt": number; readonly "signedInAt"?: number; };

export type OneTimeLink = { readonly "kind": ("invitation" | "reset"); readonly "url": string; readonly "expiresAt": number; };

export type Session = { readonly "id": string; readonly "startedAt": number; readonly "seenAt": number; readonly "address": string; readonly "browser": string; readonly "this": boolean; };

export type AnySession = { readonly "id": string; readonly "startedAt": number; readonly "seenAt": number; readonly "address": string; readonly "browser": string; readonly "this": boolean; readonly "personId"?: string; readonly "tokenId"?: string; readonly "name": string; };

export type Me = { readonly "kind": ("person" | "token"); readonly "id": string; readonly "name": string; readonly "login"?: string; readonly "roles": readonly (string)[]; readonly "permissions": readonly (string)[]; readonly "extensions": readonly ({ readonly "connectionId": string; readonly "number": string; })[]; readonly "ownCallsOnly": boolean; readonly "language"?: string; readonly "theme": ("auto" | "light" | "dark"); readonly "popups": boolean; readonly "hasPassword": boolean; };

export type CallRecording = { readonly "known": boolean; readonly "links": readonly ({ readonly "id": string; readonly "state": ("good" | "expired" | "revoked"); readonly "address"?: string; readonly "createdAt": number; readonly "expiresAt": number; readonly "revokedAt"?: number; })[]; readonly "plays": readonly ({ readonly "at": number; readonly "who": string; readonly "address": string; readonly "agent": string; readonly "bytes": string; })[]; };

export type ShippedTemplate = { readonly "key": string; readonly "name": string; readonly "provider": string; readonly "version": string; readonly "auth": string; readonly "features": readonly (("search" | "users" | "contacts" | "tickets" | "journal"))[]; readonly "errors": number; readonly "warnings": number; readonly "id": string; readonly "fields": readonly (string)[]; readonly "installed": boolean; };

export type TemplateModel = { readonly "provider": string; readonly "name": string; readonly "key": string; readonly "version": string; readonly "remark": string; readonly "auth": string; readonly "maxConcurrentRequests": number; readonly "supports": { readonly "userAssociation": boolean; readonly "callJournal": boolean; readonly "createContact": boolean; readonly "createTicket": boolean; }; readonly "fields": readonly ({ readonly "key": string; readonly "title": string; readonly "secret": boolean; readonly "initial"?: string; readonly "at": number; })[]; readonly "scenarios": readonly ({ readonly "id": string; readonly "type": string; readonly "at": number; readonly "parameters": readonly ({ readonly "name": string; readonly "value": string; readonly "type"?: string; readonly "father"?: string; readonly "title"?: string; readonly "key"?: string; readonly "at": number; })[]; readonly "requests": readonly ({ readonly "name": string; readonly "method": string; readonly "url": string; readonly "next"?: string; readonly "at": number; readonly "parameters": readonly ({ readonly "name": string; readonly "value": string; readonly "type"?: string; readonly "father"?: string; readonly "title"?: string; readonly "key"?: string; readonly "at": number; })[]; readonly "outputs": readonly ({ readonly "name": string; readonly "path": string; readonly "at": number; })[]; })[]; })[]; };

/** Each route of the REST API: what it takes and what it gives. */
export interface Routes {
  /** Whether the process is alive */
  "GET /healthz": { readonly answer: { readonly "ok": true; readonly "version": string; }; };
  /** Whether the store answers, and how much work waits */
  "GET /readyz": { readonly answer: { readonly "ok": true; readonly "deliveries": { readonly "waiting": number; readonly "running": number; readonly "dead": number; readonly "inDoubt": number; }; readonly "subscribers": number; }; };
  /** The servers that work on the store, the oldest first */
  "GET /api/v1/nodes": { readonly answer: { readonly "nodes": readonly ({ readonly "id": string; readonly "name": string; readonly "version": string; readonly "startedAt": number; readonly "seenAt": number; readonly "this": boolean; readonly "connections": readonly (string)[]; readonly [name: string]: unknown; })[]; }; };
  /** Sign a browser in by a token */
  "POST /api/v1/session": { readonly body: { readonly "token": string; }; readonly answer: { readonly "name": string; readonly "scopes": readonly (string)[]; readonly "roles": readonly (string)[]; }; };
  /** Who is signed in */
  "GET /api/v1/session": { readonly answer: { readonly "name": string; readonly "scopes": readonly (string)[]; readonly "roles": readonly (string)[]; }; };
  /** Sign out */
  "DELETE /api/v1/session": { readonly answer: undefined; };
  /** How one signs in here */
  "GET /api/v1/sign-in": { readonly answer: { readonly "passwords": boolean; readonly "singleSignOn": boolean; readonly "setUp": boolean; }; };
  /** Sign a browser in by password, or by a one-time link */
  "POST /api/v1/sign-in": { readonly body: ({ readonly "login": string; readonly "password": string; readonly "embedded"?: boolean; } | { readonly "link": string; readonly "embedded"?: boolean; }); readonly answer: Person; };
  /** What a one-time link is for */
  "POST /api/v1/set-up/check": { readonly body: { readonly "link": string; }; readonly answer: { readonly "kind": ("set-up" | "invitation" | "reset"); readonly "login"?: string; readonly "name"?: string; readonly "passwords": boolean; readonly "minPassword": number; }; };
  /** Make the owner, or choose a password, by a one-time link */
  "POST /api/v1/set-up": { readonly body: { readonly "link": string; readonly "login"?: string; readonly "name"?: string; readonly "password"?: string; readonly "language"?: ("en" | "th"); }; readonly answer: Person; };
  /** Lead a browser to the sign-in provider */
  "GET /api/v1/session/oidc/start": { readonly query?: { readonly "to"?: string | undefined; }; readonly answer: unknown; };
  /** Where the sign-in provider sends the browser back */
  "GET /api/v1/session/oidc/callback": { readonly answer: unknown; };
  /** Who I am and what I may do */
  "GET /api/v1/me": { readonly answer: Me; };
  /** Change my language, colours or pop-up switch */
  "PATCH /api/v1/me": { readonly body: { readonly "language"?: (("en" | "th") | null); readonly "theme"?: ("auto" | "light" | "dark"); readonly "popups"?: boolean; }; readonly answer: Me; };
  /** Change my password */
  "POST /api/v1/me/password": { readonly body: { readonly "current"?: string; readonly "password": string; }; readonly answer: undefined; };
  /** Where I am signed in */
  "GET /api/v1/me/sessions": { readonly answer: { readonly "sessions": readonly (Session)[]; }; };
  /** Sign me out everywhere but here */
  "DELETE /api/v1/me/sessions": { readonly answer: { readonly "ended": number; }; };
  /** End one session of mine */
  "DELETE /api/v1/me/sessions/{session}": { readonly path: { readonly "session": string; }; readonly answer: undefined; };
  /** What an agent can do at their desk */
  "GET /api/v1/desk": { readonly answer: Desk; };
  /** List people */
  "GET /api/v1/people": { readonly answer: { readonly "people": readonly (Person)[]; }; };
  /** Add a person */
  "POST /api/v1/people": { readonly body: { readonly "login": string; readonly "name": string; readonly "roles": readonly (("owner" | "administrator" | "template-author" | "supervisor" | "agent" | "auditor"))[]; readonly "extensions"?: readonly ({ readonly "connectionId": string; readonly "number": string; })[]; readonly "language"?: ("en" | "th"); }; readonly answer: { readonly "person": Person; readonly "link"?: OneTimeLink; }; };
  /** One person */
  "GET /api/v1/people/{id}": { readonly path: { readonly "id": string; }; readonly answer: { readonly "person": Person; readonly "lockedUntil"?: number; }; };
  /** Change a person */
  "PATCH /api/v1/people/{id}": { readonly path: { readonly "id": string; }; readonly body: { readonly "login"?: string; readonly "name"?: string; readonly "roles"?: readonly (("owner" | "administrator" | "template-author" | "supervisor" | "agent" | "auditor"))[]; readonly "extensions"?: readonly ({ readonly "connectionId": string; readonly "number": string; })[]; readonly "disabled"?: boolean; }; readonly answer: Person; };
  /** Remove a person */
  "DELETE /api/v1/people/{id}": { readonly path: { readonly "id": string; }; readonly answer: undefined; };
  /** Make a link by which a person chooses a password */
  "POST /api/v1/people/{id}/link": { readonly path: { readonly "id": string; }; readonly answer: OneTimeLink; };
  /** Let a person sign in again who failed too often */
  "DELETE /api/v1/people/{id}/lock": { readonly path: { readonly "id": string; }; readonly answer: undefined; };
  /** Who is signed in, where and since when */
  "GET /api/v1/sessions": { readonly answer: { readonly "sessions": readonly (AnySession)[]; }; };
  /** End any session */
  "DELETE /api/v1/sessions/{id}": { readonly path: { readonly "id": string; }; readonly answer: undefined; };
  /** Where a person is signed in */
  "GET /api/v1/people/{id}/sessions": { readonly path: { readonly "id": string; }; readonly answer: { readonly "sessions": readonly (Session)[]; }; };
  /** Sign a person out everywhere */
  "DELETE /api/v1/people/{id}/sessions": { readonly path: { readonly "id": string; }; readonly answer: { readonly "ended": number; }; };
  /** End one session of a person */
  "DELETE /api/v1/people/{id}/sessions/{session}": { readonly path: { readonly "id": string; readonly "session": string; }; readonly answer: undefined; };
  /** Read the audit log */
  "GET /api/v1/audit": { readonly query?: { readonly "after"?: number | undefined; readonly "before"?: number | undefined; readonly "who"?: string | undefined; readonly "action"?: string | undefined; readonly "from"?: number | undefined; readonly "to"?: number | undefined; readonly "limit"?: number | undefined; }; readonly answer: { readonly "entries": readonly ({ readonly "seq": number; readonly "at": number; readonly "who": { readonly "kind": ("person" | "token" | "config" | "system"); readonly "id": string; readonly "name": string; readonly "address": string; }; readonly "action": string; readonly "subject": string; readonly "before"?: unknown; readonly "after"?: unknown; readonly "hash": string; readonly [name: string]: unknown; })[]; }; };
  /** Check that nothing in the audit log was changed or taken out */
  "GET /api/v1/audit/verify": { readonly answer: { readonly "ok": boolean; readonly "head": { readonly "seq": number; readonly "hash": string; }; readonly "fault"?: { readonly "seq": number; readonly "reason": string; }; }; };
  /** List PBX connections */
  "GET /api/v1/connections": { readonly answer: { readonly "connections": readonly (Connection)[]; }; };
  /** One PBX connection */
  "GET /api/v1/connections/{id}": { readonly path: { readonly "id": string; }; readonly answer: Connection; };
  /** Make or change a PBX connection */
  "PUT /api/v1/connections/{id}": { readonly path: { readonly "id": string; }; readonly body: { readonly "name"?: string; readonly "kind"?: ("asterisk" | "freeswitch" | "generic" | "yeastar"); readonly "zone": string; readonly "enabled"?: boolean; readonly "settings"?: { readonly [name: string]: unknown; }; readonly "signingSecret"?: (string | null); }; readonly answer: Connection; };
  /** Remove a PBX connection that no integration uses; its calls stay */
  "DELETE /api/v1/connections/{id}": { readonly path: { readonly "id": string; }; readonly answer: undefined; };
  /** List the extensions of a PBX */
  "GET /api/v1/connections/{id}/extensions": { readonly path: { readonly "id": string; }; readonly answer: { readonly "extensions": readonly ({ readonly "number": string; readonly "name": string; readonly "email": string; readonly "popup"?: { readonly "enabled": boolean; readonly "trigger": ("ringing" | "answered" | "ended" | "manual"); }; readonly "origin"?: "pbx"; })[]; }; };
  /** Change the pop-up settings of many extensions at once */
  "PATCH /api/v1/connections/{id}/extensions": { readonly path: { readonly "id": string; }; readonly body: { readonly "numbers": readonly (string)[]; readonly "popup": ({ readonly "enabled"?: boolean; readonly "trigger": ("ringing" | "answered" | "ended" | "manual"); } | null); }; readonly answer: { readonly "extensions": readonly ({ readonly "number": string; readonly "name": string; readonly "email": string; readonly "popup"?: { readonly "enabled": boolean; readonly "trigger": ("ringing" | "answered" | "ended" | "manual"); }; readonly "origin"?: "pbx"; })[]; }; };
  /** Make or change an extension */
  "PUT /api/v1/connections/{id}/extensions/{number}": { readonly path: { readonly "id": string; readonly "number": string; }; readonly body: { readonly "name"?: string; readonly "email"?: string; readonly "popup"?: { readonly "enabled"?: boolean; readonly "trigger": ("ringing" | "answered" | "ended" | "manual"); }; }; readonly answer: { readonly "number": string; readonly "name": string; readonly "email": string; readonly "popup"?: { readonly "enabled": boolean; readonly "trigger": ("ringing" | "answered" | "ended" | "manual"); }; readonly "origin"?: "pbx"; }; };
  /** Remove an extension */
  "DELETE /api/v1/connections/{id}/extensions/{number}": { readonly path: { readonly "id": string; readonly "number": string; }; readonly answer: undefined; };
  /** The kinds of PBX, and the settings of each */
  "GET /api/v1/connection-kinds": { readonly answer: { readonly "kinds": readonly ({ readonly "kind": ("asterisk" | "freeswitch" | "generic" | "yeastar"); readonly "settings": { readonly [name: string]: unknown; }; })[]; readonly "mappings": readonly (string)[]; }; };
  /** How the talk with a PBX stands */
  "GET /api/v1/connections/{id}/health": { readonly path: { readonly "id": string; }; readonly answer: { readonly "id": string; readonly "kind": string; readonly "enabled": boolean; readonly "state": ("connected" | "connecting" | "waiting" | "refused" | "stopped" | "passive"); readonly "since"?: number; readonly "node"?: string; readonly "reason"?: string; readonly "nextTryAt"?: number; readonly "heardAt"?: number; readonly "lagMs"?: number; readonly "coveredUntil"?: number; readonly "gap"?: { readonly "from": number; readonly "to": number; readonly "events": number; }; readonly "extensions"?: { readonly "at": number; readonly "count": number; }; readonly "tokenExpiresAt"?: number; readonly "clockDifferenceMs"?: number; readonly "warnings": readonly (string)[]; readonly "details": { readonly [name: string]: string; }; }; };
  /** What a PBX told beside its calls: alerts, summaries, states of phones */
  "GET /api/v1/connections/{id}/notices": { readonly path: { readonly "id": string; }; readonly query?: { readonly "limit"?: number | undefined; }; readonly answer: { readonly "notices": readonly ({ readonly "kind": string; readonly "at": number; readonly "body": { readonly [name: string]: unknown; }; })[]; }; };
  /** Try at once to connect to a PBX */
  "POST /api/v1/connections/{id}/reconnect": { readonly path: { readonly "id": string; }; readonly answer: { readonly [name: string]: unknown; }; };
  /** Read the extensions from the PBX */
  "POST /api/v1/connections/{id}/extensions/refresh": { readonly path: { readonly "id": string; }; readonly answer: { readonly "extensions": readonly ({ readonly "number": string; readonly "name": string; readonly "email": string; readonly "popup"?: { readonly "enabled": boolean; readonly "trigger": ("ringing" | "answered" | "ended" | "manual"); }; readonly "origin"?: "pbx"; })[]; }; };
  /** Click to call: ring the extension, then dial the number */
  "POST /api/v1/connections/{id}/dial": { readonly path: { readonly "id": string; }; readonly body: { readonly "extension": string; readonly "number": string; }; readonly answer: { readonly "pbxCallId"?: string; }; };
  /** Play a call as if the PBX had told of it */
  "POST /api/v1/connections/{id}/test-call": { readonly path: { readonly "id": string; }; readonly body: { readonly "number": string; readonly "extension": string; readonly "kind"?: ("answered" | "missed"); }; readonly answer: { readonly "pbxCallId": string; }; };
  /** The last posts of a PBX of which nothing was taken, and why */
  "GET /api/v1/connections/{id}/refused-posts": { readonly path: { readonly "id": string; }; readonly answer: { readonly "posts": readonly ({ readonly "at": number; readonly "fate": ("refused" | "not-understood" | "unproven"); readonly "method": string; readonly "address": string; readonly "from": string; readonly "contentType": string; readonly "bytes": number; readonly "body"?: string; readonly "reasons": readonly ({ readonly "path": string; readonly "message": string; readonly "help"?: string; })[]; })[]; }; };
  /** Post phone events */
  "POST /api/v1/connections/{id}/events": { readonly path: { readonly "id": string; }; readonly body: ({ readonly "id": string; readonly "call": string; readonly "kind": ("started" | "ringing" | "answered" | "left" | "transferred" | "ended" | "recorded" | "summary"); readonly "at": (string | number); readonly "direction"?: ("inbound" | "outbound" | "internal"); readonly "from"?: string; readonly "to"?: string; readonly "callerName"?: string; readonly "trunk"?: string; readonly "queue"?: string; readonly "extension"?: string; readonly "leg"?: string; readonly "reason"?: ("hung-up" | "no-answer" | "busy" | "declined" | "answered-elsewhere" | "transferred"); readonly "toExtension"?: string; readonly "toNumber"?: string; readonly "disposition"?: ("answered" | "no-answer" | "busy" | "failed" | "voicemail"); readonly "abandoned"?: true; readonly "recording"?: { readonly "url"?: string; readonly "file"?: string; }; readonly "startedAt"?: (string | number); readonly "answeredAt"?: (string | number); readonly "endedAt"?: (string | number); readonly "talkSeconds"?: number; } | readonly ({ readonly "id": string; readonly "call": string; readonly "kind": ("started" | "ringing" | "answered" | "left" | "transferred" | "ended" | "recorded" | "summary"); readonly "at": (string | number); readonly "direction"?: ("inbound" | "outbound" | "internal"); readonly "from"?: string; readonly "to"?: string; readonly "callerName"?: string; readonly "trunk"?: string; readonly "queue"?: string; readonly "extension"?: string; readonly "leg"?: string; readonly "reason"?: ("hung-up" | "no-answer" | "busy" | "declined" | "answered-elsewhere" | "transferred"); readonly "toExtension"?: string; readonly "toNumber"?: string; readonly "disposition"?: ("answered" | "no-answer" | "busy" | "failed" | "voicemail"); readonly "abandoned"?: true; readonly "recording"?: { readonly "url"?: string; readonly "file"?: string; }; readonly "startedAt"?: (string | number); readonly "answeredAt"?: (string | number); readonly "endedAt"?: (string | number); readonly "talkSeconds"?: number; })[] | { readonly "events": readonly ({ readonly "id": string; readonly "call": string; readonly "kind": ("started" | "ringing" | "answered" | "left" | "transferred" | "ended" | "recorded" | "summary"); readonly "at": (string | number); readonly "direction"?: ("inbound" | "outbound" | "internal"); readonly "from"?: string; readonly "to"?: string; readonly "callerName"?: string; readonly "trunk"?: string; readonly "queue"?: string; readonly "extension"?: string; readonly "leg"?: string; readonly "reason"?: ("hung-up" | "no-answer" | "busy" | "declined" | "answered-elsewhere" | "transferred"); readonly "toExtension"?: string; readonly "toNumber"?: string; readonly "disposition"?: ("answered" | "no-answer" | "busy" | "failed" | "voicemail"); readonly "abandoned"?: true; readonly "recording"?: { readonly "url"?: string; readonly "file"?: string; }; readonly "startedAt"?: (string | number); readonly "answeredAt"?: (string | number); readonly "endedAt"?: (string | number); readonly "talkSeconds"?: number; })[]; }); readonly answer: { readonly "accepted": number; readonly "repeated": number; }; };
  /** The templates that come with Deskbell */
  "GET /api/v1/template-gallery": { readonly answer: { readonly "templates": readonly (ShippedTemplate)[]; }; };
  /** Save a shipped template as one of one's own */
  "POST /api/v1/template-gallery/{id}": { readonly path: { readonly "id": string; }; readonly answer: { readonly "template": Template; }; };
  /** Save an older revision's text as the newest revision */
  "POST /api/v1/templates/{key}/roll-back": { readonly path: { readonly "key": string; }; readonly body: { readonly "revision": number; readonly "note"?: string; }; readonly answer: { readonly "template": Template; }; };
  /** Save a template under another key */
  "POST /api/v1/templates/{key}/duplicate": { readonly path: { readonly "key": string; }; readonly body: { readonly "key": string; readonly "name"?: string; readonly "revision"?: number; }; readonly answer: { readonly "template": Template; }; };
  /** Delete a template with all its revisions */
  "DELETE /api/v1/templates/{key}": { readonly path: { readonly "key": string; }; readonly answer: undefined; };
  /** Download a template as XML */
  "GET /api/v1/templates/{key}": { readonly path: { readonly "key": string; }; readonly query?: { readonly "revision"?: number | undefined; }; readonly answer: unknown; };
  /** Move an integration to another revision of its template */
  "PUT /api/v1/templates/{key}/integrations/{id}": { readonly path: { readonly "key": string; readonly "id": string; }; readonly body: { readonly "revision": number; }; readonly answer: { readonly "id": string; readonly "revision": number; }; };
  /** Check a template's text */
  "POST /api/v1/template-checks": { readonly body: { readonly "xml": string; }; readonly answer: { readonly "diagnostics": readonly (Diagnostic)[]; readonly "mended"?: string; readonly "model"?: TemplateModel; }; };
  /** Change parts of a template's text */
  "POST /api/v1/template-edits": { readonly body: { readonly "xml": string; readonly "edits": readonly (({ readonly "kind": "set"; readonly "place": { readonly "scenario"?: string; readonly "request"?: string; readonly "parameter"?: number; readonly "output"?: number; readonly "field"?: string; }; readonly "attribute": string; readonly "value": string; } | { readonly "kind": "remove"; readonly "place": { readonly "scenario"?: string; readonly "request"?: string; readonly "parameter"?: number; readonly "output"?: number; readonly "field"?: string; }; } | { readonly "kind": "add-scenario"; readonly "id": string; readonly "type": ("AUTH" | "REST"); } | { readonly "kind": "add-request"; readonly "scenario": string; readonly "name": string; readonly "method": ("GET" | "POST" | "PUT" | "PATCH" | "DELETE"); readonly "url": string; } | { readonly "kind": "add-parameter"; readonly "place": { readonly "scenario"?: string; readonly "request"?: string; readonly "parameter"?: number; readonly "output"?: number; readonly "field"?: string; }; readonly "attributes": { readonly "Name": string; readonly "Value"?: string; readonly "Type"?: string; readonly "Father"?: string; readonly "Editor"?: string; readonly "Title"?: string; readonly "Key"?: string; }; } | { readonly "kind": "set-output"; readonly "scenario": string; readonly "request": string; readonly "name": string; readonly "path": string; }))[]; }; readonly answer: { readonly "diagnostics": readonly (Diagnostic)[]; readonly "mended"?: string; readonly "model"?: TemplateModel; readonly "xml": string; }; };
  /** Begin a template */
  "POST /api/v1/template-drafts": { readonly body: { readonly "provider": ("helpdesk" | "crm"); readonly "name": string; readonly "key": string; readonly "auth": ("none" | "basic" | "bearer" | "oauth2"); readonly "features": readonly (("search" | "users" | "contacts" | "tickets" | "journal"))[]; }; readonly answer: { readonly "xml": string; }; };
  /** The words of the template language */
  "GET /api/v1/template-language": { readonly answer: { readonly "scenarios": readonly (string)[]; readonly "elements": readonly ({ readonly "name": string; readonly "attributes": readonly (string)[]; readonly "children": readonly (string)[]; })[]; readonly "variables": readonly ({ readonly "name": string; readonly "meaning": string; readonly "example": string; readonly "origin": string; })[]; readonly "functions": readonly ({ readonly "name": string; readonly "params": readonly (string)[]; })[]; readonly "extensions": readonly ({ readonly "name": string; readonly "on": string; readonly "syntax": string; readonly "fallback": string; readonly "doc": string; })[]; }; };
  /** Try one scenario of a template */
  "POST /api/v1/template-trials": { readonly body: { readonly "xml"?: string; readonly "key"?: string; readonly "revision"?: number; readonly "scenario": ("AuthMethod" | "UserAssociation" | "SyncContactAuto" | "SearchContact" | "CreateNewContact" | "CreateNewTicket" | "CallJournal" | "Common"); readonly "requests"?: readonly (string)[]; readonly "variables"?: { readonly [name: string]: string; }; readonly "integration"?: string; readonly "fields"?: { readonly [name: string]: string; }; readonly "accessToken"?: string; readonly "mode"?: ("dry-run" | "send"); }; readonly answer: { readonly "ok": boolean; readonly "outcome": Outcome; readonly "rows": readonly ({ readonly [name: string]: string; })[]; readonly "variables": { readonly [name: string]: string; }; readonly "exchanges": readonly (Exchange)[]; readonly "diagnostics": readonly (Diagnostic)[]; }; };
  /** The variables that a past call brings into a scenario */
  "GET /api/v1/template-variables": { readonly query: { readonly "call": string; readonly "integration": string; readonly "scenario": ("AuthMethod" | "UserAssociation" | "SyncContactAuto" | "SearchContact" | "CreateNewContact" | "CreateNewTicket" | "CallJournal" | "Common"); }; readonly answer: { readonly "variables": { readonly [name: string]: string; }; }; };
  /** Try a GJSON path */
  "POST /api/v1/gjson": { readonly body: { readonly "json": string; readonly "path": string; }; readonly answer: { readonly "exists": boolean; readonly "type": string; readonly "raw": string; readonly "text": string; readonly "problems": readonly ({ readonly "offset": number; readonly "message": string; })[]; readonly "fault"?: string; }; };
  /** List templates, each with its newest revision */
  "GET /api/v1/templates": { readonly answer: { readonly "templates": readonly (TemplateCard)[]; }; };
  /** Upload a template */
  "POST /api/v1/templates": { readonly query?: { readonly "key"?: string | undefined; readonly "note"?: string | undefined; }; readonly answer: { readonly "template": Template; readonly "diagnostics": readonly (Diagnostic)[]; }; };
  /** List the revisions of a template, the newest first */
  "GET /api/v1/templates/{key}/revisions": { readonly path: { readonly "key": string; }; readonly answer: { readonly "revisions": readonly ({ readonly "key": string; readonly "revision": number; readonly "name": string; readonly "hash": string; readonly "createdAt": number; readonly "by"?: string; readonly "note"?: string; })[]; }; };
  /** List integrations */
  "GET /api/v1/integrations": { readonly answer: { readonly "integrations": readonly (Integration)[]; }; };
  /** One integration */
  "GET /api/v1/integrations/{id}": { readonly path: { readonly "id": string; }; readonly answer: Integration; };
  /** Make or change an integration */
  "PUT /api/v1/integrations/{id}": { readonly path: { readonly "id": string; }; readonly body: { readonly "connection": string; readonly "template": string; readonly "revision"?: number; readonly "enabled"?: boolean; readonly "fields"?: { readonly [name: string]: string; }; readonly "settings"?: { readonly "contactSync"?: { readonly "enabled"?: boolean; readonly "phonebook"?: string; readonly "types"?: readonly (("contacts" | "leads" | "accounts"))[]; readonly "alwaysQuery"?: boolean; readonly "rememberUnknownSeconds"?: number; readonly "refreshHours"?: number; readonly "pushToPbx"?: boolean; }; readonly "numbers"?: { readonly "region"?: string; readonly "spellings"?: readonly (("e164" | "e164-digits" | "national" | "as-received"))[]; readonly "lastDigits"?: number; }; readonly "matching"?: { readonly "severalContacts"?: ("first" | "last-picked" | "ask" | "company" | "none"); readonly "askMinutes"?: number; }; readonly "contactCreation"?: { readonly "method"?: ("off" | "automatic" | "manual"); readonly "type"?: ("contacts" | "leads" | "accounts"); readonly "inbound"?: boolean; readonly "outbound"?: boolean; readonly "namePattern"?: string; }; readonly "popup"?: { readonly "enabled"?: boolean; readonly "trigger"?: ("ringing" | "answered" | "ended" | "manual"); }; readonly "callJournal"?: { readonly "enabled"?: boolean; readonly "inbound"?: boolean; readonly "outbound"?: boolean; readonly "outcomes"?: readonly (("answered" | "no-answer"))[]; readonly "recordingLink"?: boolean; readonly "waitForRecordingSeconds"?: number; }; readonly "autoTicket"?: { readonly "when"?: ("off" | "before" | "after"); readonly "outcomes"?: readonly (("inbound-answered" | "inbound-no-answer" | "outbound-answered" | "outbound-no-answer"))[]; readonly "inbound"?: boolean; readonly "outbound"?: boolean; readonly "contactsOnly"?: boolean; readonly "minRingSeconds"?: number; }; readonly "helpdesk"?: { readonly "requestsPerMinute"?: number; readonly "repeatInDoubt"?: boolean; readonly "dryRun"?: boolean; }; readonly "parameters"?: { readonly [name: string]: { readonly [name: string]: string; }; }; }; }; readonly answer: Integration; };
  /** End an integration's access to its helpdesk */
  "POST /api/v1/integrations/{id}/disconnect": { readonly path: { readonly "id": string; }; readonly answer: Integration; };
  /** Search the helpdesk's contacts by a typed text */
  "GET /api/v1/integrations/{id}/search": { readonly path: { readonly "id": string; }; readonly query: { readonly "text": string; }; readonly answer: { readonly "contacts": readonly (Contact)[]; readonly "outcome": Outcome; }; };
  /** What a template asks for, and what it can do */
  "GET /api/v1/templates/{key}/form": { readonly path: { readonly "key": string; }; readonly query?: { readonly "revision"?: number | undefined; }; readonly answer: { readonly "key": string; readonly "revision": number; readonly "name": string; readonly "auth": ("none" | "basic" | "bearer" | "oauth2"); readonly "permission": boolean; readonly "redirectUri"?: string; readonly "fields": readonly ({ readonly "name": string; readonly "title": string; readonly "secret": boolean; readonly "initial"?: string; })[]; readonly "can": { readonly "users": boolean; readonly "contacts": readonly (string)[]; readonly "search": boolean; readonly "createContact": boolean; readonly "journal": boolean; readonly "ticket": boolean; }; readonly "texts": readonly ({ readonly "scenario": string; readonly "name": string; readonly "title": string; readonly "value": string; })[]; }; };
  /** Try whether the helpdesk lets an integration in */
  "POST /api/v1/integrations/{id}/check": { readonly path: { readonly "id": string; }; readonly answer: { readonly "asked": ("users" | "search" | "nothing"); readonly "failure"?: string; readonly "outcome"?: Outcome; readonly "exchanges": readonly (Exchange)[]; }; };
  /** Begin to connect with OAuth2 */
  "POST /api/v1/integrations/{id}/connect": { readonly path: { readonly "id": string; }; readonly answer: { readonly "url": string; readonly "redirectUri": string; }; };
  /** Where the helpdesk sends the browser back */
  "GET /oauth/callback": { readonly query?: { readonly "state"?: string | undefined; readonly "code"?: string | undefined; readonly "error"?: string | undefined; readonly "error_description"?: string | undefined; }; readonly answer: unknown; };
  /** Helpdesk users as last fetched, and who has which extension */
  "GET /api/v1/integrations/{id}/users": { readonly path: { readonly "id": string; }; readonly answer: { readonly "users": readonly (HelpdeskUser)[]; readonly "associations": readonly (UserAssociation)[]; readonly "unmatchedExtensions": readonly ({ readonly "extension": string; readonly "reason": string; })[]; readonly "unmatchedUsers": readonly (string)[]; readonly "fetchedAt"?: number; readonly "triedAt"?: number; readonly "failure"?: string; }; };
  /** Fetch the helpdesk's users and associate them by e-mail */
  "POST /api/v1/integrations/{id}/users/refresh": { readonly path: { readonly "id": string; }; readonly answer: { readonly "users": readonly (HelpdeskUser)[]; readonly "associations": readonly (UserAssociation)[]; readonly "unmatchedExtensions": readonly ({ readonly "extension": string; readonly "reason": string; })[]; readonly "unmatchedUsers": readonly (string)[]; readonly "fetchedAt"?: number; readonly "triedAt"?: number; readonly "failure"?: string; readonly "outcome": Outcome; readonly "exchanges": readonly (Exchange)[]; }; };
  /** Join an extension to a helpdesk user by hand; null takes that back, and its e-mail address decides again */
  "PUT /api/v1/integrations/{id}/associations/{extension}": { readonly path: { readonly "id": string; readonly "extension": string; }; readonly body: { readonly "userId": (string | null); }; readonly answer: { readonly "associations": readonly (UserAssociation)[]; }; };
  /** How a number is read, looked up and compared */
  "POST /api/v1/integrations/{id}/number-preview": { readonly path: { readonly "id": string; }; readonly body: { readonly "number": string; readonly "numbers"?: { readonly "region"?: string; readonly "spellings"?: readonly (("e164" | "e164-digits" | "national" | "as-received"))[]; readonly "lastDigits"?: number; }; readonly "stored"?: readonly (string)[]; }; readonly answer: { readonly "withheld": boolean; readonly "canonical": string; readonly "spellings": readonly (string)[]; readonly "stored": readonly ({ readonly "number": string; readonly "agreement": ("exact" | "last-digits" | "none"); })[]; }; };
  /** List calls, the newest first */
  "GET /api/v1/calls": { readonly query?: { readonly "limit"?: number | undefined; readonly "before"?: number | undefined; readonly "beforeId"?: string | undefined; readonly "connection"?: string | undefined; readonly "direction"?: ("inbound" | "outbound" | "internal") | undefined; readonly "result"?: string | undefined; readonly "extension"?: string | undefined; readonly "number"?: string | undefined; readonly "name"?: string | undefined; readonly "integration"?: string | undefined; readonly "ticket"?: string | undefined; readonly "hasTicket"?: ("true" | "false") | undefined; readonly "from"?: number | undefined; readonly "to"?: number | undefined; }; readonly answer: { readonly "calls": readonly (ListedCall)[]; }; };
  /** Count the calls of a span, by direction and how they ended */
  "GET /api/v1/call-counts": { readonly query: { readonly "from": number; readonly "to"?: number | undefined; }; readonly answer: { readonly "counts": readonly ({ readonly "direction": string; readonly "result": string; readonly "calls": number; })[]; }; };
  /** One call with all that was decided and done about it */
  "GET /api/v1/calls/{id}": { readonly path: { readonly "id": string; }; readonly answer: { readonly "call": Call; readonly "events": readonly ({ readonly "kind": string; readonly [name: string]: unknown; })[]; readonly "links": readonly ({ readonly "integrationId": string; readonly [name: string]: unknown; })[]; readonly "deliveries": readonly (Delivery)[]; readonly "skips": readonly ({ readonly "feature": string; readonly "code": string; readonly "reason": string; readonly [name: string]: unknown; })[]; readonly "popups": readonly (Popup)[]; readonly "note"?: { readonly "text": string; readonly "tags": readonly (string)[]; readonly "writtenAt": number; readonly [name: string]: unknown; }; }; };
  /** Why a call became what it became */
  "GET /api/v1/calls/{id}/trace": { readonly path: { readonly "id": string; }; readonly answer: { readonly "call": Call; readonly "settled": boolean; readonly "zone"?: string; readonly "events": readonly ({ readonly "receivedAt": number; readonly "told": boolean; readonly [name: string]: unknown; })[]; readonly "integrations": readonly ({ readonly "integrationId": string; readonly "rules": readonly ({ readonly "feature": string; readonly "verdict": ("fired" | "skipped" | "open"); readonly "reason": string; readonly [name: string]: unknown; })[]; readonly "deliveries": readonly (Delivery)[]; readonly "popups": readonly (Popup)[]; readonly [name: string]: unknown; })[]; }; };
  /** Open the caller's page by click */
  "POST /api/v1/calls/{id}/popups": { readonly path: { readonly "id": string; }; readonly body: { readonly "integration": string; readonly "extension": string; }; readonly answer: Popup; };
  /** Say which contact the other party is */
  "POST /api/v1/calls/{id}/match": { readonly path: { readonly "id": string; }; readonly body: { readonly "integration": string; readonly "type": ("contacts" | "leads" | "accounts"); readonly "contact": string; readonly "search"?: string; }; readonly answer: { readonly "state": string; readonly [name: string]: unknown; }; };
  /** Create a contact of an unknown caller by hand */
  "POST /api/v1/calls/{id}/contacts": { readonly path: { readonly "id": string; }; readonly body: { readonly "integration": string; readonly "type"?: ("contacts" | "leads" | "accounts"); readonly "name"?: string; readonly "values"?: { readonly [name: string]: string; }; }; readonly answer: Delivery; };
  /** Write a note and tags about a call */
  "PUT /api/v1/calls/{id}/note": { readonly path: { readonly "id": string; }; readonly body: { readonly "text": string; readonly "tags"?: readonly (string)[]; }; readonly answer: { readonly "text": string; readonly "tags": readonly (string)[]; readonly "writtenAt": number; readonly [name: string]: unknown; }; };
  /** The phonebook of an integration, the newest first */
  "GET /api/v1/integrations/{id}/contacts": { readonly path: { readonly "id": string; }; readonly query?: { readonly "limit"?: number | undefined; }; readonly answer: { readonly "contacts": readonly (Contact)[]; }; };
  /** The recording of a call: its link and who listened */
  "GET /api/v1/calls/{id}/recording": { readonly path: { readonly "id": string; }; readonly answer: CallRecording; };
  /** Listen to a call */
  "GET /api/v1/calls/{id}/recording/audio": { readonly path: { readonly "id": string; }; readonly answer: unknown; };
  /** End the links to a call's recording */
  "DELETE /api/v1/calls/{id}/recording-links": { readonly path: { readonly "id": string; }; readonly answer: undefined; };
  /** End one link to a call's recording */
  "DELETE /api/v1/calls/{id}/recording-links/{linkId}": { readonly path: { readonly "id": string; readonly "linkId": string; }; readonly answer: undefined; };
  /** Replay past calls with another template revision or other settings, as a diff */
  "POST /api/v1/integrations/{id}/rehearsals": { readonly path: { readonly "id": string; }; readonly body: { readonly "templateRevision"?: number; readonly "settings"?: { readonly "contactSync"?: { readonly "enabled"?: boolean; readonly "phonebook"?: string; readonly "types"?: readonly (("contacts" | "leads" | "accounts"))[]; readonly "alwaysQuery"?: boolean; readonly "rememberUnknownSeconds"?: number; readonly "refreshHours"?: number; readonly "pushToPbx"?: boolean; }; readonly "numbers"?: { readonly "region"?: string; readonly "spellings"?: readonly (("e164" | "e164-digits" | "national" | "as-received"))[]; readonly "lastDigits"?: number; }; readonly "matching"?: { readonly "severalContacts"?: ("first" | "last-picked" | "ask" | "company" | "none"); readonly "askMinutes"?: number; }; readonly "contactCreation"?: { readonly "method"?: ("off" | "automatic" | "manual"); readonly "type"?: ("contacts" | "leads" | "accounts"); readonly "inbound"?: boolean; readonly "outbound"?: boolean; readonly "namePattern"?: string; }; readonly "popup"?: { readonly "enabled"?: boolean; readonly "trigger"?: ("ringing" | "answered" | "ended" | "manual"); }; readonly "callJournal"?: { readonly "enabled"?: boolean; readonly "inbound"?: boolean; readonly "outbound"?: boolean; readonly "outcomes"?: readonly (("answered" | "no-answer"))[]; readonly "recordingLink"?: boolean; readonly "waitForRecordingSeconds"?: number; }; readonly "autoTicket"?: { readonly "when"?: ("off" | "before" | "after"); readonly "outcomes"?: readonly (("inbound-answered" | "inbound-no-answer" | "outbound-answered" | "outbound-no-answer"))[]; readonly "inbound"?: boolean; readonly "outbound"?: boolean; readonly "contactsOnly"?: boolean; readonly "minRingSeconds"?: number; }; readonly "helpdesk"?: { readonly "requestsPerMinute"?: number; readonly "repeatInDoubt"?: boolean; readonly "dryRun"?: boolean; }; readonly "parameters"?: { readonly [name: string]: { readonly [name: string]: string; }; }; }; readonly "calls"?: (readonly (string)[] | { readonly "limit"?: number; readonly "before"?: number; }); }; readonly answer: { readonly "integrationId": string; readonly "templateRevision": number; readonly "totals": { readonly "calls": number; readonly "same": number; readonly "changed": number; }; readonly "calls": readonly ({ readonly "call": { readonly "id": string; readonly "pbxCallId": string; readonly "direction": string; readonly "startedAt": number; readonly [name: string]: unknown; }; readonly "same": boolean; readonly "notCompared": readonly (string)[]; readonly "past": { readonly "decisions": readonly ({ readonly "feature": string; readonly "verdict": ("fired" | "skipped"); readonly "trigger": string; readonly "extension"?: string; readonly "code"?: string; readonly "reason"?: string; readonly [name: string]: unknown; })[]; readonly "requests": readonly ({ readonly "feature": string; readonly "name": string; readonly "method": string; readonly "url": string; readonly "body"?: string; readonly "notRendered"?: string; readonly [name: string]: unknown; })[]; readonly [name: string]: unknown; }; readonly "now": { readonly "decisions": readonly ({ readonly "feature": string; readonly "verdict": ("fired" | "skipped"); readonly "trigger": string; readonly "extension"?: string; readonly "code"?: string; readonly "reason"?: string; readonly [name: string]: unknown; })[]; readonly "requests": readonly ({ readonly "feature": string; readonly "name": string; readonly "method": string; readonly "url": string; readonly "body"?: string; readonly "notRendered"?: string; readonly [name: string]: unknown; })[]; readonly [name: string]: unknown; }; readonly "diff": { readonly "decisions": readonly ({ readonly "feature": string; readonly "extension"?: string; readonly "change": ("appears" | "vanishes" | "changes"); readonly "before"?: { readonly "feature": string; readonly "verdict": ("fired" | "skipped"); readonly "trigger": string; readonly "extension"?: string; readonly "code"?: string; readonly "reason"?: string; readonly [name: string]: unknown; }; readonly "after"?: { readonly "feature": string; readonly "verdict": ("fired" | "skipped"); readonly "trigger": string; readonly "extension"?: string; readonly "code"?: string; readonly "reason"?: string; readonly [name: string]: unknown; }; readonly [name: string]: unknown; })[]; readonly "requests": readonly ({ readonly "feature": string; readonly "name": string; readonly "change": ("appears" | "vanishes" | "changes"); readonly "lines": readonly ({ readonly "sign": (" " | "-" | "+"); readonly "text": string; readonly [name: string]: unknown; })[]; readonly [name: string]: unknown; })[]; readonly [name: string]: unknown; }; })[]; }; };
  /** List deliveries, the newest first */
  "GET /api/v1/deliveries": { readonly query?: { readonly "state"?: ("waiting" | "running" | "done" | "dead" | "cancelled" | "held") | undefined; readonly "integration"?: string | undefined; readonly "feature"?: ("contact-sync" | "contact-creation" | "popup" | "auto-ticket" | "ticket-update" | "call-journal" | "journal-update" | "recording-upload") | undefined; readonly "call"?: string | undefined; readonly "inDoubt"?: ("true" | "false") | undefined; readonly "before"?: string | undefined; readonly "limit"?: number | undefined; }; readonly answer: { readonly "deliveries": readonly (ListedDelivery)[]; readonly "next"?: string; }; };
  /** One delivery with its attempts and their redacted exchanges */
  "GET /api/v1/deliveries/{id}": { readonly path: { readonly "id": string; }; readonly answer: { readonly "delivery": Delivery; readonly "attempts": readonly ({ readonly "number": number; readonly "outcome": Outcome; readonly "exchanges": readonly (Exchange)[]; readonly [name: string]: unknown; })[]; }; };
  /** Make a dead, cancelled or held delivery due again */
  "POST /api/v1/deliveries/{id}/replay": { readonly path: { readonly "id": string; }; readonly body: ({ readonly "templateRevision"?: number; readonly "values"?: { readonly [name: string]: string; }; } | null); readonly answer: Delivery; };
  /** What a delivery would send now */
  "POST /api/v1/deliveries/{id}/preview": { readonly path: { readonly "id": string; }; readonly body: ({ readonly "templateRevision"?: number; readonly "values"?: { readonly [name: string]: string; }; } | null); readonly answer: { readonly "templateRevision": number; readonly "variables": { readonly [name: string]: string; }; readonly "past": readonly ({ readonly "name": string; readonly "method": string; readonly "url": string; readonly "body"?: string; readonly "notRendered"?: string; readonly [name: string]: unknown; })[]; readonly "now": readonly ({ readonly "name": string; readonly "method": string; readonly "url": string; readonly "body"?: string; readonly "notRendered"?: string; readonly [name: string]: unknown; })[]; }; };
  /** Cancel a waiting, dead or held delivery */
  "POST /api/v1/deliveries/{id}/cancel": { readonly path: { readonly "id": string; }; readonly answer: Delivery; };
  /** Make many dead letters due again */
  "POST /api/v1/dead-letters/replay": { readonly body: { readonly "state"?: ("dead" | "held"); readonly "ids"?: readonly (string)[]; readonly "integration"?: string; readonly "feature"?: ("contact-sync" | "contact-creation" | "popup" | "auto-ticket" | "ticket-update" | "call-journal" | "journal-update" | "recording-upload"); readonly "inDoubt"?: boolean; readonly "endedFrom"?: number; readonly "endedBefore"?: number; readonly "reason"?: string; readonly "limit"?: number; readonly "templateRevision"?: number; }; readonly answer: { readonly "changed": readonly (string)[]; readonly "left": readonly ({ readonly "id": string; readonly "reason": string; })[]; }; };
  /** Cancel many dead letters */
  "POST /api/v1/dead-letters/cancel": { readonly body: { readonly "state"?: ("dead" | "held"); readonly "ids"?: readonly (string)[]; readonly "integration"?: string; readonly "feature"?: ("contact-sync" | "contact-creation" | "popup" | "auto-ticket" | "ticket-update" | "call-journal" | "journal-update" | "recording-upload"); readonly "inDoubt"?: boolean; readonly "endedFrom"?: number; readonly "endedBefore"?: number; readonly "reason"?: string; readonly "limit"?: number; }; readonly answer: { readonly "changed": readonly (string)[]; readonly "left": readonly ({ readonly "id": string; readonly "reason": string; })[]; }; };
  /** List phonebooks */
  "GET /api/v1/phonebooks": { readonly answer: { readonly "phonebooks": readonly (Phonebook)[]; }; };
  /** Make a phonebook */
  "POST /api/v1/phonebooks": { readonly body: { readonly "id"?: string; readonly "name": string; readonly "connection"?: (string | null); }; readonly answer: Phonebook; };
  /** One phonebook */
  "GET /api/v1/phonebooks/{id}": { readonly path: { readonly "id": string; }; readonly answer: Phonebook; };
  /** Rename a phonebook, or give it to another connection */
  "PATCH /api/v1/phonebooks/{id}": { readonly path: { readonly "id": string; }; readonly body: { readonly "name"?: string; readonly "connection"?: (string | null); }; readonly answer: Phonebook; };
  /** Delete a phonebook with its contacts */
  "DELETE /api/v1/phonebooks/{id}": { readonly path: { readonly "id": string; }; readonly answer: undefined; };
  /** Contacts of a phonebook, by name */
  "GET /api/v1/phonebooks/{id}/contacts": { readonly path: { readonly "id": string; }; readonly query?: { readonly "q"?: string | undefined; readonly "after"?: string | undefined; readonly "limit"?: number | undefined; }; readonly answer: { readonly "contacts": readonly (PhonebookEntry)[]; readonly "next"?: string; }; };
  /** Put a contact into a phonebook by hand */
  "POST /api/v1/phonebooks/{id}/contacts": { readonly path: { readonly "id": string; }; readonly body: { readonly "name": string; readonly "company"?: string; readonly "email"?: string; readonly "numbers"?: readonly ({ readonly "kind"?: ("BusinessNumber" | "BusinessNumber2" | "BusinessFaxNumber" | "MobileNumber" | "MobileNumber2" | "HomeNumber" | "HomeNumber2" | "HomeFaxNumber" | "OtherNumber"); readonly "number": string; })[]; }; readonly answer: PhonebookEntry; };
  /** Remove all contacts of a phonebook */
  "DELETE /api/v1/phonebooks/{id}/contacts": { readonly path: { readonly "id": string; }; readonly answer: { readonly "removed": number; }; };
  /** Change a contact by hand */
  "PUT /api/v1/phonebooks/{id}/contacts/{type}/{contact}": { readonly path: { readonly "id": string; readonly "type": ("contacts" | "leads" | "accounts"); readonly "contact": string; }; readonly body: { readonly "name": string; readonly "company"?: string; readonly "email"?: string; readonly "numbers"?: readonly ({ readonly "kind"?: ("BusinessNumber" | "BusinessNumber2" | "BusinessFaxNumber" | "MobileNumber" | "MobileNumber2" | "HomeNumber" | "HomeNumber2" | "HomeFaxNumber" | "OtherNumber"); readonly "number": string; })[]; }; readonly answer: PhonebookEntry; };
  /** Remove a contact */
  "DELETE /api/v1/phonebooks/{id}/contacts/{type}/{contact}": { readonly path: { readonly "id": string; readonly "type": ("contacts" | "leads" | "accounts"); readonly "contact": string; }; readonly answer: undefined; };
  /** Everything that is stored about a number */
  "POST /api/v1/privacy/export": { readonly body: { readonly "number": string; }; readonly answer: { readonly "number": string; readonly "calls": readonly ({ readonly "call": Call; readonly [name: string]: unknown; })[]; readonly "contacts": readonly ({ readonly "contact": Contact; readonly "integrationId"?: string; readonly "fetchedAt": number; readonly "phonebookId": string; readonly [name: string]: unknown; })[]; }; };
  /** Remove everything that is stored about a number */
  "POST /api/v1/privacy/erase": { readonly body: { readonly "number": string; }; readonly answer: { readonly "calls": number; readonly "contacts": number; }; };
  /** List API tokens */
  "GET /api/v1/tokens": { readonly answer: { readonly "tokens": readonly ({ readonly "id": string; readonly "name": string; readonly "scopes": readonly (string)[]; readonly "createdAt": number; })[]; }; };
  /** Make an API token */
  "POST /api/v1/tokens": { readonly body: { readonly "name": string; readonly "scopes": readonly (string)[]; }; readonly answer: { readonly "id": string; readonly "name": string; readonly "scopes": readonly (string)[]; readonly "createdAt": number; readonly "token": string; }; };
  /** Revoke an API token */
  "DELETE /api/v1/tokens/{id}": { readonly path: { readonly "id": string; }; readonly answer: undefined; };
  /** What is set up, as a configuration */
  "GET /api/v1/config": { readonly answer: { readonly "connections": readonly ({ readonly [name: string]: unknown; })[]; readonly "templates": readonly ({ readonly [name: string]: unknown; })[]; readonly "phonebooks": readonly ({ readonly [name: string]: unknown; })[]; readonly "integrations": readonly ({ readonly [name: string]: unknown; })[]; readonly "tokens": readonly ({ readonly [name: string]: unknown; })[]; readonly "retention"?: { readonly [name: string]: unknown; }; }; };
  /** Whose pages may show the agent desk in a frame */
  "GET /api/v1/settings/pages": { readonly answer: { readonly "frameAncestors": readonly (string)[]; }; };
  /** Say whose pages may show the agent desk in a frame */
  "PUT /api/v1/settings/pages": { readonly body: { readonly "frameAncestors": readonly (string)[]; }; readonly answer: { readonly "frameAncestors": readonly (string)[]; }; };
  /** Seal all stored secrets with a new key */
  "POST /api/v1/settings/rotate-key": { readonly answer: { readonly "keyId": string; readonly "resealed": number; }; };
  /** What the server was started with */
  "GET /api/v1/settings/server": { readonly answer: { readonly "version": string; readonly "publicUrl": string; readonly "allowPrivateTargets": boolean; readonly "trustedProxies": readonly (string)[]; readonly "signIn": { readonly "passwords": boolean; readonly "idleMs": number; readonly "sessionMs": number; readonly "oidc"?: { readonly "issuer": string; readonly "clientId": string; readonly "allowedDomains": readonly (string)[]; readonly "createPeople": boolean; readonly "callback": string; }; }; }; };
  /** For how many days each kind of data is kept */
  "GET /api/v1/settings/retention": { readonly answer: { readonly "retention": { readonly "callDays"?: number; readonly "exchangeDays"?: number; readonly "recordingDays"?: number; readonly "contactDays"?: number; }; readonly "named": readonly (("callDays" | "exchangeDays" | "recordingDays" | "contactDays"))[]; }; };
  /** Say for how many days each kind of data is kept */
  "PUT /api/v1/settings/retention": { readonly body: { readonly "callDays"?: number; readonly "exchangeDays"?: number; readonly "recordingDays"?: number; readonly "contactDays"?: number; }; readonly answer: { readonly "retention": { readonly "callDays"?: number; readonly "exchangeDays"?: number; readonly "recordingDays"?: number; readonly "contactDays"?: number; }; readonly "named": readonly (("callDays" | "exchangeDays" | "recordingDays" | "contactDays"))[]; }; };
  /** Follow what happens */
  "GET /api/v1/changes": { readonly query?: { readonly "after"?: number | undefined; readonly "latest"?: number | undefined; readonly "extension"?: string | undefined; readonly "kinds"?: string | undefined; }; readonly answer: unknown; };
  /** Take what a PBX posts in its own words */
  "POST /api/v1/connections/{id}/webhook": { readonly path: { readonly "id": string; readonly "event": string; }; readonly answer: { readonly "accepted": number; readonly "repeated": number; readonly "notes": readonly (string)[]; }; };
  /** Take what a PBX posts in its own words */
  "GET /api/v1/connections/{id}/webhook": { readonly path: { readonly "id": string; readonly "event": string; }; readonly answer: { readonly "accepted": number; readonly "repeated": number; readonly "notes": readonly (string)[]; }; };
  /** Take what a PBX posts in its own words */
  "POST /api/v1/connections/{id}/webhook/{event}": { readonly path: { readonly "id": string; readonly "event": string; }; readonly answer: { readonly "accepted": number; readonly "repeated": number; readonly "notes": readonly (string)[]; }; };
  /** Take what a PBX posts in its own words */
  "GET /api/v1/connections/{id}/webhook/{event}": { readonly path: { readonly "id": string; readonly "event": string; }; readonly answer: { readonly "accepted": number; readonly "repeated": number; readonly "notes": readonly (string)[]; }; };
}
