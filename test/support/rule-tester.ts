import { describe, expect, it } from "vitest";
import { collectGoTexts } from "../../src/template/go-text.ts";
import { readTemplate } from "../../src/template/index.ts";
import type { Rule } from "../../src/template/rule.ts";

/** Parts of a small template that gives no finding; a test replaces the part in which its mistake stands. */
export interface Parts {
  readonly root?: string;
  readonly auth?: string;
  readonly search?: string;
  readonly scenarios?: string;
  readonly before?: string;
}

const ROOT = 'Provider="helpdesk" Name="Acme" Key="acme" Version="1.0.0" AuthType="none"';

const SEARCH = `<Request Name="contacts" Method="GET" URLFormat="https://acme.example/people?phone={{UrlEncode .Phone}}">
        <Outputs><Output Name="ContactsId" Path="people.#.id"/></Outputs>
      </Request>`;

/** The text of a template made of these parts. */
export function templateText({ root = "", auth = "", search = SEARCH, scenarios = "", before = "" }: Parts): string {
  return `${before}<Information ${ROOT} ${root}>
  <Scenarios>
    <Scenario Id="AuthMethod" Type="AUTH"><Parameters>${auth}</Parameters></Scenario>
    <Scenario Id="SyncContactAuto" Type="REST"><Requests>${search}</Requests></Scenario>
    ${scenarios}
  </Scenarios>
</Information>`;
}

/** A journal scenario with these parameters and one request. */
export function journal(request: string, parameters = ""): Parts {
  return {
    root: 'CallJournal="1"',
    scenarios: `<Scenario Id="CallJournal" Type="REST"><Parameters>${parameters}</Parameters><Requests>${request}</Requests></Scenario>`,
  };
}

/** A journal whose one request sends this body. */
export function journalBody(body: string, parameters = ""): Parts {
  return journal(
    `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Name="Data" Type="Body" Value="${body}"/></Parameters></Request>`,
    parameters,
  );
}

/**
 * Runs the table of one lint rule. In `wrong` the places that the rule must find are marked ⟦so⟧ (and nothing else may be found);
 * in `right` it must find nothing.
 */
export function testRule(
  rule: Rule,
  table: { readonly wrong: Readonly<Record<string, Parts>>; readonly right: Readonly<Record<string, Parts>> },
): void {
  describe(`the lint rule ${rule.code}`, () => {
    it.each(Object.entries(table.wrong))("finds %s", (_name, parts) => {
      const marked = templateText(parts);
      const wanted = [...marked.matchAll(/⟦(.*?)⟧/gs)].map((match) => match[1]);
      expect(wanted.length).toBeGreaterThan(0);
      const { text, places } = unmark(marked);
      const found = run(rule, text);
      expect(found.map(({ span }) => text.slice(span?.offset, (span?.offset ?? 0) + (span?.length ?? 0)))).toEqual(
        wanted,
      );
      expect(found.map(({ span }) => span?.offset)).toEqual(places);
      for (const { message, help } of found) {
        expect(message).not.toMatch(/\n|undefined|\[object/);
        expect(help).toBeTruthy();
      }
    });

    it.each(Object.entries(table.right))("accepts %s", (_name, parts) => {
      expect(run(rule, templateText(parts)).map(({ message }) => message)).toEqual([]);
    });
  });
}

function run(rule: Rule, text: string) {
  const { template, document, diagnostics } = readTemplate(text, { mend: false });
  if (!template || !document) throw new Error(`the test's template cannot be read: ${diagnostics[0]?.message}`);
  const found = [...rule.check({ template, document, goTexts: collectGoTexts(template) })];
  return found.toSorted((a, b) => (a.span?.offset ?? 0) - (b.span?.offset ?? 0));
}

function unmark(marked: string): { text: string; places: number[] } {
  let text = "";
  const places: number[] = [];
  for (const part of marked.split(/([⟦⟧])/)) {
    if (part === "⟦") places.push(text.length);
    else if (part !== "⟧") text += part;
  }
  return { text, places };
}
