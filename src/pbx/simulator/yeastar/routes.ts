import { readLocalTime } from "../../yeastar/local-time.ts";
import { LINK_LIFE_MS, MAX_CONTACTS, MAX_PHONEBOOKS, type PbxState } from "./pbx-state.ts";
import { ERR, type Err, toAnswer } from "./token-book.ts";

/** A request that has shown a valid token. */
export interface Asked {
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface RouteTools {
  readonly state: PbxState;
  readonly now: () => number;
  readonly zone: string;
  readonly newId: () => string;
  /** Places the call that somebody asked for, and gives its id. */
  dial(caller: string, callee: string): string;
  hangUp(channel: string): boolean;
}

type Route = (asked: Asked, tools: RouteTools) => object;

const ok = (fields: object = {}) => ({ ...toAnswer(ERR.ok), ...fields });
const no = (error: Err) => toAnswer(error);

/** The interfaces that the double knows, by method and path. */
export const ROUTES: Readonly<Record<string, Route>> = {
  "GET system/information": (_asked, { now, zone }) =>
    ok({
      data: {
        device_name: "Yeastar P560 (simulated)",
        sn: "3600A0000TEST",
        firmware_ver: "37.21.0.117",
        system_time: new Intl.DateTimeFormat("sv-SE", {
          timeZone: zone,
          dateStyle: "short",
          timeStyle: "medium",
        }).format(now()),
      },
    }),
  "GET extension/list": ({ query }, { state }) =>
    page(
      query,
      state.extensions.map(({ number, name, email, mobile }, index) => ({
        id: index + 1,
        number,
        caller_id_name: name,
        ...(email !== undefined && { email_addr: email }),
        ...(mobile !== undefined && { mobile_number: mobile }),
        presence_status: "available",
        online_status: { sip_phone: { status: 1 } },
      })),
    ),
  "GET call/query": ({ query }, { state }) => {
    const id = query.get("call_id");
    const type = query.get("type");
    const extension = query.get("extension");
    if (id === null && type === null && extension === null) return no(ERR.parameter);
    const found = [...state.live.values()].filter(
      (call) =>
        (id === null || call.callId === id) &&
        (type === null || call.direction === type) &&
        (extension === null || JSON.stringify(call.members()).includes(`"number":"${extension}"`)),
    );
    if (found.length === 0) return no(ERR.notFound);
    return ok({ data: found.map((call) => ({ call_id: call.callId, members: call.members() })) });
  },
  "POST call/dial": ({ body }, { state, dial }) => {
    const { caller, callee } = body;
    if (typeof caller !== "string" || typeof callee !== "string" || callee === "") return no(ERR.parameter);
    if (!state.extensions.some(({ number }) => number === caller)) return no(ERR.notFound);
    return ok({ call_id: dial(caller, callee) });
  },
  "POST call/hangup": ({ body }, { hangUp }) => (hangUp(String(body.channel_id ?? "")) ? ok() : no(ERR.notFound)),
  "GET cdr/list": ({ query }, { state }) => page(query, sorted(state.rows, query)),
  "GET cdr/search": ({ query }, { state, zone }) => {
    const [from, to] = ["start_time", "end_time"].map((name) => toSeconds(query.get(name), zone));
    if (from === undefined || to === undefined) return no(ERR.parameter);
    const rows = state.rows.filter(({ timestamp }) => Number(timestamp) >= from && Number(timestamp) <= to);
    return page(query, sorted(rows, query));
  },
  "GET recording/list": ({ query }, { state, now }) =>
    page(
      query,
      [...state.recordings.values()].filter((one) => one.readyAt <= now()).map((one) => one.row),
    ),
  "GET recording/download": ({ query }, { state, now, newId }) => {
    const recording = [...state.recordings.values()].find(
      (one) => one.file === query.get("file") || String(one.row.id) === query.get("id"),
    );
    if (!recording || recording.readyAt > now()) return no(ERR.notFound);
    const address = `/api/download/${newId()}`;
    state.links.set(address, { file: recording.file, until: now() + LINK_LIFE_MS });
    return ok({ file: recording.file, download_resource_url: address });
  },
  "GET company_contact/list": ({ query }, { state }) =>
    page(
      query,
      [...state.contacts.values()].map(({ id, fields }) => toContactRow(id, fields)),
    ),
  "POST company_contact/create": ({ body }, { state }) => {
    if (!isContact(body)) return no(ERR.parameter);
    if (state.contacts.size >= MAX_CONTACTS) return no(ERR.limit);
    const id = Math.max(0, ...state.contacts.keys()) + 1;
    state.contacts.set(id, { id, fields: body });
    return ok({ id });
  },
  "POST company_contact/update": ({ body }, { state }) => {
    const known = state.contacts.get(Number(body.id));
    if (!known) return no(ERR.notFound);
    if (!isContact(body)) return no(ERR.parameter);
    state.contacts.set(known.id, { id: known.id, fields: body });
    return ok();
  },
  "GET phonebook/list": ({ query }, { state }) =>
    page(
      query,
      [...state.phonebooks.values()].map(({ id, name }) => ({ id, name, total: 0, member_select: "sel_specific" })),
    ),
  "POST phonebook/create": ({ body }, { state }) => {
    const { name } = body;
    if (typeof name !== "string" || name === "") return no(ERR.parameter);
    if ([...state.phonebooks.values()].some((one) => one.name === name)) return no(ERR.duplicate);
    if (state.phonebooks.size >= MAX_PHONEBOOKS) return no(ERR.limit);
    const id = state.phonebooks.size + 1;
    state.phonebooks.set(id, { id, name, fields: body });
    return ok({ id });
  },
};

function page(query: URLSearchParams, rows: readonly object[]): object {
  const size = Math.min(10_000, Number(query.get("page_size") ?? 10_000));
  const start = (Number(query.get("page") ?? 1) - 1) * size;
  const data = rows.slice(start, start + size);
  return ok({ total_number: rows.length, ...(data.length > 0 && { data }) });
}

function sorted(rows: readonly Record<string, unknown>[], query: URLSearchParams): Record<string, unknown>[] {
  const sign = query.get("order_by") === "desc" ? -1 : 1;
  return rows.toSorted((a, b) => sign * (Number(a.timestamp) - Number(b.timestamp)));
}

// Seconds since 1970, or the display format of the PBX, which is Year/Month/Day here.
function toSeconds(text: string | null, zone: string): number | undefined {
  if (text === null) return undefined;
  if (/^\d{9,11}$/.test(text)) return Number(text);
  const time = readLocalTime(text, zone);
  return time === undefined ? undefined : time / 1000;
}

const NUMBER_TYPES: Readonly<Record<string, string>> = {
  business_number: "business",
  business_number2: "business2",
  business_fax: "business_fax",
  mobile_number: "mobile",
  mobile_number2: "mobile2",
  home_number: "home",
  home_number2: "home2",
  home_fax: "home_fax",
  other_number: "other",
};

interface ContactNumber {
  readonly num_type: string;
  readonly number: string;
}

function isContact(body: Readonly<Record<string, unknown>>): boolean {
  const { first_name: name, number_list: numbers } = body;
  return typeof name === "string" && name !== "" && Array.isArray(numbers) && numbers.every(isContactNumber);
}

function isContactNumber(value: unknown): value is ContactNumber {
  const { num_type: type, number } = (value ?? {}) as Partial<ContactNumber>;
  return typeof type === "string" && type in NUMBER_TYPES && typeof number === "string" && number !== "";
}

// Read back, a contact has other member names than when it was written.
function toContactRow(id: number, fields: Readonly<Record<string, unknown>>): object {
  const numbers = (fields.number_list as ContactNumber[]).map(({ num_type: type, number }) => [
    NUMBER_TYPES[type] as string,
    number,
  ]);
  return {
    id,
    contact_name: [fields.first_name, fields.last_name].filter(Boolean).join(" "),
    company: fields.company ?? "",
    email: fields.email ?? "",
    remark: fields.remark ?? "",
    phonebook_list: ((fields.phonebook_id_list as number[] | undefined) ?? []).map((one) => ({ id: one })),
    ...Object.fromEntries(numbers),
  };
}
