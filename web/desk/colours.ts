const KEPT = "mantine-color-scheme-value";

/** Shows the colours that were chosen in the console, or those given; `auto` = the system's. */
export function takeUpColours(theme: string | null = localStorage.getItem(KEPT)): void {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.setAttribute("data-mantine-color-scheme", theme);
  else root.removeAttribute("data-mantine-color-scheme");
}
