import type { Span } from "../base/index.ts";
import { findAttribute } from "../xml/index.ts";
import { findScenario } from "./find.ts";
import type { Scenario } from "./model.ts";
import type { LintContext } from "./rule.ts";

const FEATURES = [
  { flag: "UserAssociation", key: "userAssociation" },
  { flag: "CallJournal", key: "callJournal" },
  { flag: "CreateNewContact", key: "createContact" },
  { flag: "CreateNewTicket", key: "createTicket" },
] as const;

/** A switch of `<Information>` and the scenario of the same name. */
export interface FeatureFlag {
  readonly flag: string;
  readonly isOn: boolean;
  readonly scenario: Scenario | undefined;
  readonly hasRequests: boolean;
  /** The attribute, or the opening tag when there is none. */
  readonly span: Span;
}

export function* featureFlags({ template, document }: LintContext): Generator<FeatureFlag> {
  for (const { flag, key } of FEATURES) {
    const scenario = findScenario(template, flag);
    const span = findAttribute(document.root, flag)?.span ?? template.span;
    yield { flag, isOn: template.supports[key], scenario, span, hasRequests: (scenario?.requests.length ?? 0) > 0 };
  }
}
