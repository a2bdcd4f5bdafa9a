import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../../../shared/client/ask.ts";
import type { TemplateModel } from "../use-templates.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Somebody who types is not interrupted. */
const PAUSE_MS = 350;
const NONE: readonly Diagnostic[] = [];

/** What the server says of a text, once nobody has typed for a moment. */
export function useCheck(text: string) {
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const check = useQuery({
    queryKey: ["template-check", settled],
    queryFn: async () => {
      const { diagnostics, mended, model } = await ask("POST /api/v1/template-checks", { body: { xml: settled } });
      return { xml: settled, diagnostics: diagnostics as unknown as readonly Diagnostic[], mended, model };
    },
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const isCurrent = check.data?.xml === text;
  // While somebody is in the middle of a tag there is no template: the parts stay as they last were.
  const [last, setLast] = useState<TemplateModel>();
  const found = check.data?.model;
  if (found && found !== last) setLast(found);
  const model = found ?? last;
  return {
    error: check.error,
    model,
    /** Whether all this is about the text as it is now. */
    isCurrent,
    /** The text in which the model's places are. */
    modelText: check.data?.mended ?? check.data?.xml ?? "",
    diagnostics: isCurrent ? (check.data?.diagnostics ?? NONE) : NONE,
    mended: isCurrent ? check.data?.mended : undefined,
  };
}
