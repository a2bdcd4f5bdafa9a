import IconExternalLink from "@tabler/icons-react/icons/IconExternalLink";
import type { ReactNode } from "react";

/** Leads to a page of the help in a tab of its own, so that a form that is half filled in stays. */
export function HelpLink({ page, children }: { readonly page: string; readonly children: ReactNode }) {
  return (
    <a href={`/help/${page}`} target="_blank" rel="noreferrer">
      {children} <IconExternalLink size="0.9em" aria-hidden />
    </a>
  );
}
