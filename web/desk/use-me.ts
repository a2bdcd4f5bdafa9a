import { useCallback, useEffect, useState } from "react";
import { type Answer, ApiError, ask, onSignedOut } from "../shared/client/ask.ts";

export type Me = Answer<"GET /api/v1/me">;
type Asked = { readonly state: "asking" | "out" | "lost" } | { readonly state: "in"; readonly me: Me };

/** Who is signed in; `again` asks once more. */
export function useMe(): Asked & { readonly again: () => void } {
  const [asked, setAsked] = useState<Asked>({ state: "asking" });
  const again = useCallback(() => {
    ask("GET /api/v1/me").then(
      (me) => setAsked({ state: "in", me }),
      (error: unknown) => setAsked({ state: error instanceof ApiError && error.status === 401 ? "out" : "lost" }),
    );
  }, []);
  useEffect(again, [again]);
  useEffect(() => onSignedOut(() => setAsked({ state: "out" })), []);
  return { ...asked, again };
}
