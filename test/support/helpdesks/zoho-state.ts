/** A record of Zoho Desk: texts, numbers or `null` under the API's own names. */
export type ZohoRecord = Readonly<Record<string, string | number | null>>;

export interface ZohoState {
  readonly agents: ZohoRecord[];
  readonly contacts: ZohoRecord[];
  readonly accounts: ZohoRecord[];
  readonly tickets: ZohoRecord[];
  readonly calls: ZohoRecord[];
}

export const ZOHO_DEPARTMENT = "4000000007043";

/** Invented people; ids are longer than a double's 53 bits, as Zoho's are. */
export function createZohoState(): ZohoState {
  const person = (
    id: string,
    firstName: string | null,
    lastName: string,
    phone: string | null,
    mobile: string | null,
  ) => ({
    id,
    firstName,
    lastName,
    email: `${lastName.toLowerCase()}@zoho-cust.example`,
    phone,
    mobile,
    webUrl: `https://desk.zoho.example/support/acme/ShowHomePage.do#Contacts/dv/${id}`,
  });
  return {
    agents: Array.from({ length: 203 }, (_, index) => ({
      id: `18920000000${56000 + index}`,
      firstName: index === 0 ? "" : `First${index}`,
      lastName: `Last${index}`,
      emailId: `agent${index}@acme.example`,
      status: index === 202 ? "DISABLED" : "ACTIVE",
    })),
    contacts: [
      person("1892000000042001001", "สมหญิง", "Rakdee", "+66812345678", null),
      person("1892000000042001002", null, "Twin", "+66812345678", "+66898765432"),
      person("1892000000042001003", "Jane", 'O"Neil', "+15555551212", null),
    ],
    accounts: [
      {
        id: "1892000000042002001",
        accountName: "Siam Rice & Co",
        email: null,
        phone: "+6621234567",
        webUrl: "https://desk.zoho.example/support/acme/ShowHomePage.do#Accounts/dv/1",
      },
    ],
    tickets: [],
    calls: [],
  };
}
