import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../../../shared/client/ask.ts";

/** The newest version of a template, where somebody has saved one since it was opened or saved here. `known` takes up one's own. */
export function useNewer(key: string | undefined) {
  const [known, setKnown] = useState<number>();
  const revisions = useQuery({
    queryKey: ["template-revisions", key],
    queryFn: async () => (await ask("GET /api/v1/templates/{key}/revisions", { path: { key: key ?? "" } })).revisions,
    enabled: key !== undefined,
  });
  const newest = revisions.data?.reduce((a, b) => (a.revision > b.revision ? a : b));
  if (known === undefined && newest) setKnown(newest.revision);
  return {
    newer: newest && known !== undefined && newest.revision > known ? newest : undefined,
    known: setKnown,
    look: () => void revisions.refetch(),
  };
}
