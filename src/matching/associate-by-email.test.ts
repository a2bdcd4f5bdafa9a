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

  it("drops a join by e-mail whose user, extension or address has gone", () => {
    const before = [joined("2001", "7", "email"), joined("2002", "8", "email"), joined("2003", "9", "email")];
    const joins = associateByEmail(
      [anExtension("2001", "anna@example.com"), anExtension("2003", "new@example.com")],
      [aUser("8", "ben@example.com"), aUser("9", "old@example.com")],
      before,
    );
    expect(joins).toEqual([]);
  });

  it("joins two extensions of one person, and the first of two users with one address", () => {
    const joins = associateByEmail(
      [anExtension("3001", "anna@example.com"), anExtension("2001", "anna@example.com")],
      [aUser("7", "anna@example.com"), aUser("8", "anna@example.com")],
      [],
    );
    expect(joins).toEqual([joined("2001", "7", "email"), joined("3001", "7", "email")]);
  });
});
