import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Agent, request as undiciRequest } from "undici";
import { readGiven, serveParent } from "./child.ts";
import { openJournal } from "./journal.ts";

/**
 * The bare loops: nothing but the I/O that no engine can do without. Over HTTP: take a POST, write its body down, answer 202.
 * Cycles: so many at once, each one POST to the helpdesk and one line written down.
 */
const { folder, group } = readGiven<{ folder: string; group: boolean }>();
const journal = openJournal(join(folder, group ? "bare-group.log" : "bare-strict.log"), group);
const ANSWER = '{"accepted":1,"repeated":0}';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    await journal.append(Buffer.concat(chunks));
    response.writeHead(202, { "content-type": "application/json", "content-length": ANSWER.length });
    response.end(ANSWER);
  });
});

interface Cycles {
  readonly port: number;
  readonly count: number;
  readonly atOnce: number;
  readonly body: string;
}

async function runCycles({ port, count, atOnce, body }: Cycles): Promise<{ ms: number }> {
  const agent = new Agent({ connections: atOnce, pipelining: 1 });
  const url = `http://127.0.0.1:${port}/journals`;
  const headers = { "content-type": "application/json" };
  const line = Buffer.from(`${body}\n`);
  let left = count;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) {
        const answer = await undiciRequest(url, { method: "POST", headers, body, dispatcher: agent });
        await answer.body.text();
        await journal.append(line);
      }
    }),
  );
  const ms = performance.now() - startedAt;
  await agent.close();
  return { ms };
}

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  serveParent(
    { port },
    (question) => (question.kind === "cycles" ? runCycles(question as unknown as Cycles) : null),
    () => {
      server.closeAllConnections();
      journal.close();
    },
  );
});
