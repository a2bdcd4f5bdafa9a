import { useEffect, useState } from "react";
import { type Answer, ask } from "../shared/client/ask.ts";

/** What can be done at this desk. */
export type SetUp = Answer<"GET /api/v1/desk">;
export type DeskIntegration = SetUp["integrations"][number];

const AGAIN_MS = 5 * 60_000;

interface Known {
  readonly setUp: SetUp;
  /** How far the server's clock is ahead of this computer's (ms). */
  readonly ahead: number;
}

/** What can be done at this desk; `undefined` until it is known. Read again from time to time, as administrators change it. */
export function useSetUp(): Known | undefined {
  const [known, setKnown] = useState<Known>();
  useEffect(() => {
    const read = () =>
      ask("GET /api/v1/desk").then(
        (setUp) => setKnown({ setUp, ahead: setUp.now - Date.now() }),
        () => undefined,
      );
    void read();
    const timer = setInterval(read, AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return known;
}
