import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { INTEGRATIONS, type KnownDelivery } from "./history.ts";
import { API_TOKEN } from "./set-up.ts";

const readySchema = z.object({
  deliveries: z.looseObject({ waiting: z.int(), running: z.int() }),
});
const callsSchema = z.object({
  calls: z.array(z.object({ id: z.string(), pbxCallId: z.string(), startedAt: z.int() })),
});
const callSchema = z.object({
  call: z.object({ pbxCallId: z.string() }),
  deliveries: z.array(
    z.object({
      id: z.string(),
      integrationId: z.enum(INTEGRATIONS),
      feature: z.string(),
      state: z.string(),
      note: z.string().default(""),
      inDoubt: z.boolean().default(false),
    }),
  ),
});
const deliverySchema = z.object({
  attempts: z.array(z.object({ outcome: z.object({ kind: z.string(), status: z.int().optional() }) })),
});

const PAGE = 200;
const PATIENCE_MS = 10_000;

/** How many deliveries are in which state, as far as the server tells. */
export async function countDeliveries(address: string): Promise<z.infer<typeof readySchema>["deliveries"]> {
  return (await ask(address, "/readyz", readySchema)).deliveries;
}

/** All that the engine knows of its deliveries; of those that are dead with how the last attempt ended. */
export async function readDeliveries(address: string): Promise<KnownDelivery[]> {
  const found: KnownDelivery[] = [];
  let from = "";
  for (;;) {
    const { calls } = await ask(address, `/api/v1/calls?limit=${PAGE}${from}`, callsSchema);
    for (const { id } of calls) found.push(...(await readCall(address, id)));
    const last = calls.at(-1);
    if (!last || calls.length < PAGE) return found;
    from = `&before=${last.startedAt}&beforeId=${last.id}`;
  }
}

async function readCall(address: string, id: string): Promise<KnownDelivery[]> {
  const { call, deliveries } = await ask(address, `/api/v1/calls/${id}`, callSchema);
  const found: KnownDelivery[] = [];
  for (const { integrationId, ...delivery } of deliveries) {
    const outcome = delivery.state === "dead" ? await readOutcome(address, delivery.id) : undefined;
    found.push({ ...delivery, integration: integrationId, call: call.pbxCallId, ...(outcome && { outcome }) });
  }
  return found;
}

async function readOutcome(address: string, id: string): Promise<KnownDelivery["outcome"]> {
  const { attempts } = await ask(address, `/api/v1/deliveries/${id}`, deliverySchema);
  return attempts.at(-1)?.outcome;
}

async function ask<T>(address: string, path: string, schema: z.ZodType<T>): Promise<T> {
  // An idle connection may just have been closed by the server: once more.
  for (let left = 2; ; left--) {
    try {
      const answer = await fetch(address + path, {
        headers: { authorization: `Bearer ${API_TOKEN}` },
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (answer.ok) return schema.parse(await answer.json());
      throw new Error(`GET ${path} was answered with ${answer.status}: ${await answer.text()}`);
    } catch (error) {
      if (left === 0) throw error;
      await sleep(100);
    }
  }
}
