/** The style sheet of the demo helpdesk's pages; colours keep a contrast of at least 4.5 in both schemes. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #f6f5f1; --card: #fff; --ink: #1d2430; --quiet: #565f6e; --line: #d9d6cd; --accent: #0b5f6b; --mark: #fff3cf; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14181f; --card: #1d232d; --ink: #e8eaee; --quiet: #a7b0be; --line: #343c49; --accent: #7fd4df; --mark: #3d3620; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, "Noto Sans Thai", sans-serif; overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: baseline; padding: 0.75rem 1.5rem; background: var(--card); border-bottom: 1px solid var(--line); }
header p { margin: 0; }
.brand { font-weight: 700; font-size: 1.15rem; }
.brand a { color: inherit; text-decoration: none; }
main { max-width: 90rem; margin: 0 auto; padding: 1rem 1.5rem 3rem; }
h1 { font-size: 1.6rem; margin: 0.5rem 0 1rem; }
h2 { font-size: 1.1rem; margin: 1rem 0 0.75rem; }
h3 { font-size: 1rem; margin: 0 0 0.35rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.columns { display: grid; gap: 0 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); align-items: start; }
ul, ol { list-style: none; margin: 0; padding: 0; }
.cards { display: grid; gap: 0.75rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 0.75rem 1rem; }
.card p { margin: 0.15rem 0; }
.quiet { color: var(--quiet); font-size: 0.875rem; }
.empty { color: var(--quiet); border: 1px dashed var(--line); border-radius: 10px; padding: 0.75rem 1rem; }
.count, .badge { display: inline-block; border-radius: 999px; padding: 0 0.6em; font-size: 0.8rem; font-weight: 600; border: 1px solid var(--line); color: var(--quiet); }
.badge { color: var(--accent); border-color: currentColor; }
.badge.solved, .badge.closed { color: var(--quiet); }
.numbers { display: flex; flex-wrap: wrap; gap: 0.15rem 1rem; }
.number { font-variant-numeric: tabular-nums; }
.text { white-space: pre-line; }
.comments { margin-top: 0.5rem; border-top: 1px solid var(--line); padding-top: 0.35rem; }
.comments.card { margin-top: 0; padding: 0.75rem 1rem; }
button { font: inherit; font-weight: 600; padding: 0.5rem 1.25rem; border-radius: 8px; border: 0; background: var(--accent); color: var(--card); cursor: pointer; }
.skip, .visually-hidden { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--card); padding: 0.5rem; }
@media (prefers-reduced-motion: no-preference) {
  .fresh { animation: fresh 3s ease-out; }
  @keyframes fresh { from { background: var(--mark); } }
}
`;
