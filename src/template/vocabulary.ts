/** The elements of the vendor's language with their attributes and the elements that may stand in them. */
export const ELEMENTS: Readonly<
  Record<string, { readonly attributes: readonly string[]; readonly children: readonly string[] }>
> = {
  Information: {
    attributes: [
      "Provider",
      "Name",
      "Key",
      "Logo",
      "Remark",
      "Version",
      "AuthType",
      "MaxConcurrentRequest",
      "UserAssociation",
      "CallJournal",
      "ChatJournal",
      "CreateNewContact",
      "CreateNewTicket",
    ],
    children: ["Parameters", "Scenarios"],
  },
  Scenarios: { attributes: [], children: ["Scenario"] },
  Scenario: { attributes: ["Id", "Type"], children: ["Presets", "Parameters", "Requests", "Responses"] },
  Presets: { attributes: [], children: [] },
  Responses: { attributes: [], children: [] },
  Parameters: { attributes: [], children: ["Parameter"] },
  Parameter: { attributes: ["Name", "Value", "Type", "Father", "Editor", "Title", "Key"], children: [] },
  Requests: { attributes: [], children: ["Request"] },
  Request: { attributes: ["Name", "Method", "URLFormat", "ResponseType"], children: ["Parameters", "Outputs"] },
  Outputs: { attributes: ["Next"], children: ["Output"] },
  Output: { attributes: ["Name", "Path"], children: [] },
};
