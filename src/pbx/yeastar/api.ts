import type { z } from "zod";
import type { ApiRequest, YeastarClient } from "./client.ts";
import { isLogInLost, isUndocumented, toDeskbellError, YeastarFault } from "./faults.ts";
import type { AccessToken, TokenKeeper } from "./token-keeper.ts";
import { pageSchema } from "./wire.ts";

/** Asks with the shared token, renewed once where the PBX says that it has ended. Throws coded errors. */
export interface YeastarApi {
  ask<Schema extends z.ZodType>(request: Omit<ApiRequest, "token">, schema: Schema): Promise<z.output<Schema>>;
  /** All rows of a list that fit; `done` ends the paging early. Rows that do not fit are counted in `unfit`. */
  list<Schema extends z.ZodType>(
    request: Omit<ApiRequest, "token">,
    row: Schema,
    done?: (rows: readonly z.output<Schema>[]) => boolean,
  ): Promise<{ readonly rows: z.output<Schema>[]; readonly unfit: number }>;
}

const PAGE_SIZE = 1000;
const MAX_PAGES = 500;

export function createApi(client: YeastarClient, keeper: TokenKeeper): YeastarApi {
  async function renewAfter(fault: YeastarFault, used: string): Promise<AccessToken | undefined> {
    if (isLogInLost(fault)) return keeper.renew(used);
    return isUndocumented(fault) ? keeper.doubt(used) : undefined;
  }

  const ask: YeastarApi["ask"] = async (request, schema) => {
    const token = await keeper.get();
    let fault: YeastarFault;
    try {
      return await client.ask({ ...request, token: token.value }, schema);
    } catch (error) {
      if (!(error instanceof YeastarFault)) throw error;
      fault = error;
    }
    const renewed = await renewAfter(fault, token.value);
    if (!renewed) throw toDeskbellError(fault);
    try {
      return await client.ask({ ...request, token: renewed.value }, schema);
    } catch (error) {
      throw error instanceof YeastarFault ? toDeskbellError(error) : error;
    }
  };

  return {
    ask,
    async list({ query, ...request }, row, done) {
      const rows: z.output<typeof row>[] = [];
      let seen = 0;
      for (let page = 1; page <= MAX_PAGES; page++) {
        const answer = await ask({ ...request, query: { ...query, page, page_size: PAGE_SIZE } }, pageSchema).catch(
          whenEmpty,
        );
        const found = answer.data ?? [];
        seen += found.length;
        for (const item of found) {
          const read = row.safeParse(item);
          if (read.success) rows.push(read.data);
        }
        // Some firmware gives fewer rows than asked for, so the total counts where there is one.
        const isLast = answer.total_number == null ? found.length < PAGE_SIZE : seen >= answer.total_number;
        if (found.length === 0 || isLast || done?.(rows)) break;
      }
      return { rows, unfit: seen - rows.length };
    },
  };
}

// A list without rows may be "not found".
function whenEmpty(error: unknown): { total_number: number; data: unknown[] } {
  if ((error as { code?: unknown }).code === "NOT_FOUND") return { total_number: 0, data: [] };
  throw error;
}
