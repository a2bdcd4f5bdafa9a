import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { writeFileSync } from "node:fs";
import { it } from "vitest";
import { openNodesRig } from "./support/nodes/rig.ts";

it("x", async () => {
  const rig = await openNodesRig({ templates: [{ key: "desk", maxConcurrentRequests: 40 }] });
  const db = new pg.Client({ connectionString: rig.database.url, application_name: "tests" });
  await db.connect();
  const nodes = [await rig.start(), await rig.start()];
  const numbers = Array.from({ length: 30 }, (_, at) => `+668${15_000_000 + at}`);
  let turn = 0;
  let failed = 0;
  const calls = numbers.map(async (number, at) => {
    await sleep(at * 60);
    await rig.call(number, () => nodes[turn++ % 2]!, "1002");
  });
  let over = false;
  const breaking = (async () => {
    while (!over) {
      await db.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'deskbell'");
      await sleep(400);
    }
  })();
  await Promise.all(calls).catch((e) => { failed++; console.log(e); });
  over = true;
  await breaking;
  await sleep(15000);
  console.log(failed, rig.helpdesk.effects.length, (await db.query("select state, count(*) from deliveries group by state")).rows);
  nodes.forEach((n, at) => writeFileSync(`/tmp/t/node-${at}.log`, n.log()));
  await db.end();
  await rig.close();
}, 100000);
