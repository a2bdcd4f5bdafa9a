import type { FoldedCall } from "./to-calls.ts";

const HEAD = ["call", "direction", "from", "dialled", "outcome", "answered by", "rang", "ring s", "talk s"];

/** The calls as a table for a person at a terminal. */
export function toTable(calls: readonly FoldedCall[]): string {
  if (calls.length === 0) return "no calls\n";
  const rows = [HEAD, ...calls.map(toCells)].map((cells) => cells.map(printable));
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? "").length)));
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function toCells(call: FoldedCall): string[] {
  return [
    call.callId,
    call.direction,
    call.from,
    call.dialled || "-",
    call.outcome ?? "goes on",
    call.answeredBy ?? "-",
    call.rang.join(" ") || "-",
    call.ringSeconds?.toFixed(1) ?? "-",
    call.talkSeconds?.toFixed(1) ?? "-",
  ];
}

// What a caller wrote must not command the terminal.
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "·");
}
