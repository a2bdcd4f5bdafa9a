let taken: string | undefined;

/** What proves a one-time link: it stands behind # and is taken out of the address, so that it is in no history. */
export function takeLink(): string {
  taken ??= location.hash.slice(1);
  if (location.hash) history.replaceState(null, "", location.pathname);
  return taken;
}

/** Leaves the page of a link for the first page. */
export function leaveLink(): void {
  history.replaceState(null, "", "/");
}
