import { describe, expect, it } from "vitest";
import { aChange, attention, popup } from "./a-change.test.data.ts";
import { concerns, createAudience, type Interest } from "./audience.ts";

const ROWS: readonly { name: string; interest: Interest; popup1: boolean; popup2: boolean; other: boolean }[] = [
  { name: "wants all", interest: {}, popup1: true, popup2: true, other: true },
  { name: "follows one extension", interest: { extension: "1" }, popup1: true, popup2: false, other: true },
  { name: "wants pop-ups alone", interest: { kinds: ["popup"] }, popup1: true, popup2: true, other: false },
  {
    name: "wants one extension's pop-ups alone",
    interest: { extension: "2", kinds: ["popup"] },
    popup1: false,
    popup2: true,
    other: false,
  },
  {
    name: "wants other kinds of one extension",
    interest: { extension: "1", kinds: ["call", "integration"] },
    popup1: false,
    popup2: false,
    other: true,
  },
  {
    name: "wants a kind that does not come",
    interest: { kinds: ["skip"] },
    popup1: false,
    popup2: false,
    other: false,
  },
];

const changes = [aChange(1, popup("1")), aChange(2, popup("2")), aChange(3, attention("x"))];

describe("the audience", () => {
  it.each(ROWS)("that $name is visited for that, once, and for nothing else", ({ interest, ...want }) => {
    const audience = createAudience<Interest>();
    audience.add(interest);
    audience.add(interest);
    const visits = changes.map((change) => {
      let count = 0;
      audience.visit(change, () => count++);
      return count;
    });
    const wanted = [want.popup1, want.popup2, want.other];
    expect(visits).toEqual(wanted.map(Number));
    expect(changes.map((change) => concerns(interest, change))).toEqual(wanted);
    audience.delete(interest);
    for (const change of changes) audience.visit(change, () => expect.unreachable());
  });

  it("of two thousand agents costs a pop-up one visit", () => {
    const audience = createAudience<Interest>();
    for (let at = 0; at < 2000; at++) audience.add({ extension: `${at}` });
    const visited: Interest[] = [];
    audience.visit(aChange(1, popup("1234")), (member) => visited.push(member));
    expect(visited).toEqual([{ extension: "1234" }]);
  });

  it("may lose members while a change goes round", () => {
    const audience = createAudience<Interest>();
    const members = [{}, {}, {}];
    for (const member of members) audience.add(member);
    let visits = 0;
    audience.visit(aChange(1), () => {
      visits++;
      for (const member of members) audience.delete(member);
    });
    expect(visits).toBe(1);
  });
});
