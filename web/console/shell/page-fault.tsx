import { ErrorNotice } from "../parts/error-notice.tsx";

/** Shown in place of a page that broke. */
export function PageFault({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  return <ErrorNotice error={error} retry={reset} />;
}
