import { testRule } from "../../../test/support/rule-tester.ts";
import { encodingDeclaration } from "./encoding-declaration.ts";

testRule(encodingDeclaration, {
  wrong: {
    "UTF-16": { before: `<?xml version="1.0" encoding="⟦UTF-16⟧"?>` },
  },
  right: {
    "UTF-8, in any case": { before: `<?xml version="1.0" encoding="utf-8"?>` },
    "no declaration": {},
  },
});
