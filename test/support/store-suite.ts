import { describe } from "vitest";
import type { Store } from "../../src/store/index.ts";
import { callListSuite } from "./store/call-lists.ts";
import { peopleSuite } from "./store/people.ts";
import { phonebookSuite } from "./store/phonebooks.ts";
import { setUpSuite } from "./store/set-up.ts";
import { transactionSuite } from "./store/transactions.ts";
import { workSuite } from "./store/work.ts";

/** Everything that a store promises, run over one kind of store; `open` gives an empty one each time. */
export function storeSuite(name: string, open: () => Store | Promise<Store>): void {
  describe(name, () => {
    transactionSuite(open);
    // Each apart: what one prepares before each of its tests is not for the others'.
    describe("work", () => workSuite(open));
    describe("lists of calls", () => callListSuite(open));
    describe("set-up", () => setUpSuite(open));
    describe("people", () => peopleSuite(open));
    describe("phonebooks", () => phonebookSuite(open));
  });
}
