import { describe, expect, it } from "vitest";
import { type Extension, type HelpdeskUser, toExtensionNumber, type UserAssociation } from "../domain/index.ts";
import { reviewAssociations } from "./review-associations.ts";

const anExtension = (number: string, email = ""): Extension => ({ number: toExtensionNumber(number), name: "", email });
const aUser = (userId: string, email = ""): HelpdeskUser => ({ userId, name: "", email });
const joined = (extension: string, userId: string): UserAssociation => ({
  extension: toExtensionNumber(extension),
  userId,
  origin: "manual",
});

describe("the review of associations", () => {
  it.each([
    ["both are listed", ["2001"], ["7"], "active"],
    ["the user is listed no more", ["2001"], ["8"], "user-vanished"],
    ["the extension is listed no more", ["2002"], ["7"], "extension-vanished"],
    ["neither is listed any more", ["2002"], ["8"], "user-vanished"],
    ["users were never read", ["2001"], [], "active"],
    ["extensions were never told", [], ["7"], "active"],
  ])("says where one stands: %s", (_case, numbers, users, state) => {
    const { associations } = reviewAssociations(
      numbers.map((one) => anExtension(one)),
      users.map((one) => aUser(one)),
      [joined("2001", "7")],
    );
    expect(associations).toEqual([{ ...joined("2001", "7"), state }]);
  });

  it("names who is without the other, and why", () => {
    const { unmatchedExtensions, unmatchedUsers } = reviewAssociations(
      [
        anExtension("2001", "anna@example.com"),
        anExtension("2002"),
        anExtension("2003", "nobody@example.com"),
        anExtension("2004", " Both@example.com"),
      ],
      [aUser("7", "anna@example.com"), aUser("8", "both@example.com"), aUser("9", "both@example.com")],
      [joined("2001", "7")],
    );
    expect(unmatchedUsers).toEqual(["8", "9"]);
    expect(unmatchedExtensions).toEqual([
      { extension: "2002", reason: "the extension has no e-mail address; give it one, or join it by hand" },
      { extension: "2003", reason: "no helpdesk user has the address nobody@example.com" },
      {
        extension: "2004",
        reason: "2 helpdesk users have the address Both@example.com (8, 9); join the right one by hand",
      },
    ]);
  });

  it("says that the users were not read yet", () => {
    const { unmatchedExtensions } = reviewAssociations([anExtension("2001", "anna@example.com")], [], []);
    expect(unmatchedExtensions[0]?.reason).toBe("the helpdesk's users were not read yet");
  });
});
