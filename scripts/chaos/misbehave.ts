import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Reply } from "./desk-api.ts";
import type { Random } from "./random.ts";
import type { Weather } from "./weather.ts";

const SLOW_MS = { least: 20, most: 1500 };
/** A write that comes after the caller may be gone is still sooner than a killed engine can be up again and look. */
export const LATE_MS = { least: 20, most: 250 };
const RETRY_AFTER_SECONDS = { least: 1, most: 40 };
const GARBAGE = ['{"id": ', "\u0000\u0001\u0002", "OK"];
/** Could be a good answer of some helpdesk, so only a template with rules can tell. */
const WRONG_ANSWERS = ['{"ok": true}', "[]", ""];
const PAGE = "<!doctype html><html><title>We are down for maintenance</title><body>Back soon.</body></html>";

/** Answers one request as the weather wants it; `act` is what makes the wish true. */
export async function misbehave(
  weather: Weather,
  act: () => Reply,
  response: ServerResponse,
  random: Random,
): Promise<void> {
  switch (weather) {
    case "fair":
    case "revokes-tokens":
      return answer(response, act());
    case "slow": {
      const reply = act();
      await sleep(random.between(SLOW_MS.least, SLOW_MS.most));
      return answer(response, reply);
    }
    case "writes-late":
      await sleep(random.between(LATE_MS.least, LATE_MS.most));
      return answer(response, act());
    case "hangs-before-writing":
      return;
    case "hangs-after-writing":
      act();
      return;
    case "drops-before-writing":
      response.socket?.destroy();
      return;
    case "drops-after-writing":
      act();
      response.socket?.destroy();
      return;
    case "garbage":
      return answerStrangely(random.pick(GARBAGE), "application/json");
    case "html":
      return answerStrangely(PAGE, "text/html");
    case "wrong-answer":
      return answerStrangely(random.pick(WRONG_ANSWERS), "application/json");
    default: {
      const wait = weather.endsWith("-with-retry-after")
        ? { "retry-after": String(Math.round(random.between(RETRY_AFTER_SECONDS.least, RETRY_AFTER_SECONDS.most))) }
        : {};
      answer(response, { status: Number(weather.slice(0, 3)), body: { error: "not now" } }, wait);
    }
  }

  function answerStrangely(body: string, type: string): void {
    // It may come from a proxy before the helpdesk, or from the helpdesk itself after it has done its work.
    if (random.chance(0.5)) act();
    response.writeHead(200, { "content-type": type });
    response.end(body);
  }
}

function answer(
  response: ServerResponse,
  { status, body }: Reply,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
