import type { Name } from "./inputs.ts";

/** The benchmark's templates in the languages of other engines: the same output from the same data. */

const URL_START = "https://desk.example.test/api/v2/search.json?query=";

export const LIQUID: Readonly<Record<Name, string>> = {
  "small-url": `${URL_START}{{ Number | url }}&name={% if Name %}{{ Name | url }}{% endif %}&since={{ Start | iso | url }}`,
  "call-journal": `{
  "ticket": {
    "subject": {% assign who = Name | default: Number | default: "an unknown caller" %}{{ Direction | capitalize | append: " call with " | append: who | quoted }},
    "status": "{% if Missed %}open{% else %}closed{% endif %}",
    "created_at": "{{ Start | isoMillis }}",
    "local_time": "{{ Start | local }}",
    "start_ms": {{ Start | millis }},
    "duration": "{{ Duration }} s",{% if Contact %}
    "requester": {"id": {{ Contact.id }}, "email": "{{ Contact.email | js }}"},{% endif %}
    "tags": [{% for t in Tags %}{% unless forloop.first %}, {% endunless %}"{{ t }}"{% endfor %}],
    "agent": "{% if Agent == "" %}nobody{% else %}{{ Agent }} ({{ AgentName }}){% endif %}"
  }
}
`,
  "range-100": `[{% for e in items %}{% unless forloop.first %},{% endunless %}
  {"n": {{ forloop.index0 }}, "id": {{ e.id }}, "name": "{{ e.name }}", "kind": "{% if e.vip %}vip{% elsif e.calls > 5 %}regular{% else %}new{% endif %}"}{% endfor %}
]
`,
};

export const HANDLEBARS: Readonly<Record<Name, string>> = {
  "small-url": `${URL_START}{{url Number}}&name={{#if Name}}{{url Name}}{{/if}}&since={{url (iso Start)}}`,
  "call-journal": `{
  "ticket": {
    "subject": "{{capitalize Direction}} call with {{firstOf Name Number "an unknown caller"}}",
    "status": "{{#if Missed}}open{{else}}closed{{/if}}",
    "created_at": "{{isoMillis Start}}",
    "local_time": "{{local Start}}",
    "start_ms": {{millis Start}},
    "duration": "{{Duration}} s",{{#with Contact}}
    "requester": {"id": {{id}}, "email": "{{js email}}"},{{/with}}
    "tags": [{{#each Tags}}{{#unless @first}}, {{/unless}}"{{this}}"{{/each}}],
    "agent": "{{#if Agent}}{{Agent}} ({{AgentName}}){{else}}nobody{{/if}}"
  }
}
`,
  "range-100": `[{{#each items}}{{#unless @first}},{{/unless}}
  {"n": {{@index}}, "id": {{id}}, "name": "{{name}}", "kind": "{{#if vip}}vip{{else if (more calls 5)}}regular{{else}}new{{/if}}"}{{/each}}
]
`,
};

export const ETA: Readonly<Record<Name, string>> = {
  "small-url": `${URL_START}<%= it.h.url(it.Number) %>&name=<% if (it.Name) { %><%= it.h.url(it.Name) %><% } %>&since=<%= it.h.url(it.h.iso(it.Start)) %>`,
  "call-journal": `{
  "ticket": {
    "subject": <%= it.h.quoted(it.h.capitalize(it.Direction) + " call with " + (it.Name || it.Number || "an unknown caller")) %>,
    "status": "<% if (it.Missed) { %>open<% } else { %>closed<% } %>",
    "created_at": "<%= it.h.isoMillis(it.Start) %>",
    "local_time": "<%= it.h.local(it.Start) %>",
    "start_ms": <%= it.h.millis(it.Start) %>,
    "duration": "<%= it.Duration.toFixed(0) %> s",<% if (it.Contact) { %>
    "requester": {"id": <%= it.Contact.id %>, "email": "<%= it.h.js(it.Contact.email) %>"},<% } %>
    "tags": [<% it.Tags.forEach((t, i) => { %><% if (i) { %>, <% } %>"<%= t %>"<% }) %>],
    "agent": "<% if (it.Agent === "") { %>nobody<% } else { %><%= it.Agent %> (<%= it.AgentName %>)<% } %>"
  }
}
`,
  "range-100": `[<% it.items.forEach((e, i) => { %><% if (i) { %>,<% } %>
  {"n": <%= i %>, "id": <%= e.id %>, "name": "<%= e.name %>", "kind": "<% if (e.vip) { %>vip<% } else if (e.calls > 5) { %>regular<% } else { %>new<% } %>"}<% }) %>
]
`,
};
