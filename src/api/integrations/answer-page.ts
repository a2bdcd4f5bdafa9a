/** The page on which a browser ends that came back from the helpdesk or the sign-in provider. The sentence may hold what they said. */
export function answerPage(
  ok: boolean,
  sentence: string,
  {
    title = ok ? "Connected" : "Not connected",
    language = "en",
  }: { readonly title?: string; readonly language?: string } = {},
): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Deskbell</title><link rel="stylesheet" href="/answer.css"></head>
<body><main><h1>${title}</h1><p>${escapeHtml(sentence)}</p></main></body></html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
