import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readGiven, serveParent } from "./child.ts";

/**
 * A helpdesk that answers everything after a fixed time. `GET /contacts?number=` finds one contact with that very number.
 * While the gate is shut it answers nothing, so that work can pile up behind it. A dead one, until it is
 * revived, cuts each connection off and counts it.
 */
const given = readGiven<{ answerMs: number; dead?: boolean }>();
const { answerMs } = given;
let dead = given.dead ?? false;

let requests = 0;
let shut = false;
const waiting: (() => void)[] = [];

const server = createServer((request, response) => {
  requests++;
  const number = new URL(request.url ?? "", "http://helpdesk").searchParams.get("number");
  const item = { id: `c${number?.replace(/\D/g, "")}`, name: "Somchai Jaidee", phone: number };
  const body = JSON.stringify(number === null ? { id: String(requests) } : { items: [item] });
  const answer = () => {
    response.writeHead(request.method === "POST" ? 201 : 200, {
      "content-type": "application/json",
      "content-length": body.length,
    });
    response.end(body);
  };
  request.resume();
  request.on("end", () => {
    if (shut) waiting.push(answer);
    else setTimeout(answer, answerMs);
  });
});

server.on("connection", (socket) => {
  if (!dead) return;
  requests++;
  socket.destroy();
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  serveParent(
    { port },
    ({ kind }) => {
      dead &&= kind !== "revive";
      shut = kind === "shut" || (shut && kind !== "open");
      if (!shut) for (const answer of waiting.splice(0)) setTimeout(answer, answerMs);
      return { requests };
    },
    () => server.closeAllConnections(),
  );
});
