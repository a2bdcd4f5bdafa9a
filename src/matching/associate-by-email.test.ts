import { describe, expect, it } from "vitest";
import { type Extension, type HelpdeskUser, toExtensionNumber, type UserAssociation } from "../domain/index.ts";
import { associateByEmail } from "./associate-by-email.ts";

const anExtension = (number: string, email: string): Extension => ({
  number: toExtensionNumber(number),
  name: "",
  email,
});
const aUser = (userId: string, email: string): HelpdeskUser => ({ userId, name: "", email });
const joined = (extension: string, userId: string, origin: UserAssociation["origin"]): UserAssociation => ({
  extension: toExtensionNumber(extension),
  userId,
  origin,
});

describe("associateByEmail", () => {
  it("joins equal addresses without regard to case and blanks", () => {
    const joins = associateByEmail(
      [anExtension("2001", " Anna@Example.com"), anExtension("2002", "nobody@example.com"), anExtension("2003", "")],
      [aUser("7", "anna@example.COM "), aUser("8", "")],
      [],
    );
    expect(joins).toEqual([joined("2001", "7", "email")]);
  });

  it("lets a join by hand win", () => {
    const joins = associateByEmail(
      [anExtension("2001", "anna@example.com")],
      [aUser("7", "anna@example.com"), aUser("9", "boss@example.com")],
      [joined("2001", "9", "manual")],
    );
    expect(joins).toEqual([joined("2001", "9", "manual")]);
  });

  it("keeps a join by hand whose user or extension is missing from the lists", () => {
    expect(associateByEmail([], [], [joined("2001", "9", "manual")])).toEqual([joined("2001", "9", "manual")]);
  });

  it("drops a join by e-mail whose user or address has gone", () => {
    const before = [joined("2001", "7", "email"), joined("2002", "6", "email"), joined("2003", "9", "email")];
    const joins = associateByEmail(
      [anExtension("2001", "anna@example.com"), anExtension("2003", "new@example.com")],
      [aUser("8", "ben@example.com"), aUser("9", "old@example.com")],
      before,
    );
    expect(joins).toEqual([]);
  });

  it("lets a join by e-mail rest whose extension has gone, and gives the extension whoever it has when it comes back", () => {
    const before = [joined("2002", "8", "email")];
    const users = [aUser("8", "ben@example.com"), aUser("9", "new@example.com")];
    expect(associateByEmail([anExtension("2001", "")], users, before)).toEqual(before);
    expect(associateByEmail([anExtension("2002", "ben@example.com")], users, before)).toEqual(before);
    expect(associateByEmail([anExtension("2002", "new@example.com")], users, before)).toEqual([
      joined("2002", "9", "email"),
    ]);
  });

  it("follows an address that changes at either side", () => {
    const before = [joined("2001", "7", "email")];
    const users = [aUser("7", "anna@example.com"), aUser("8", "ben@example.com")];
    expect(associateByEmail([anExtension("2001", "ben@example.com")], users, before)).toEqual([
      joined("2001", "8", "email"),
    ]);
    const moved = [aUser("7", "old@example.com"), aUser("8", "anna@example.com")];
    expect(associateByEmail([anExtension("2001", "anna@example.com")], moved, before)).toEqual([
      joined("2001", "8", "email"),
    ]);
  });

  it("joins several extensions of one person, by e-mail and by hand", () => {
    const joins = associateByEmail(
      [anExtension("3001", "anna@example.com"), anExtension("2001", "anna@example.com")],
      [aUser("7", "anna@example.com")],
      [joined("4001", "7", "manual")],
    );
    expect(joins).toEqual([joined("2001", "7", "email"), joined("3001", "7", "email"), joined("4001", "7", "manual")]);
  });

  it("does not guess which of several users with one address it is", () => {
    const users = [aUser("7", "anna@example.com"), aUser("8", "Anna@example.com")];
    expect(associateByEmail([anExtension("2001", "anna@example.com")], users, [])).toEqual([]);
  });

  it("takes a user that two pages list for one", () => {
    const users = [aUser("7", "anna@example.com"), aUser("7", "anna@example.com")];
    expect(associateByEmail([anExtension("2001", "anna@example.com")], users, [])).toEqual([
      joined("2001", "7", "email"),
    ]);
  });
});
