let taken: string | undefined;

/** What proves a one-time link: it stands behind # and is taken out of the address, so that it is in no history. */
export function takeLink(): string {
  if (taken === undefined) listenForAnother(location.pathname);
  taken ??= location.hash.slice(1);
  if (location.hash) history.replaceState(null, "", location.pathname);
  return taken;
}

/** Leaves the page of a link for the first page. */
export function leaveLink(): void {
  history.replaceState(null, "", "/");
}

// A second link that is pasted into the same tab differs behind the # alone, which loads no page anew.
function listenForAnother(page: string): void {
  addEventListener("hashchange", () => {
    if (location.pathname === page) location.reload();
  });
}
