import { formatGoTime } from "../../src/gotemplate/index.ts";
import { wanted } from "./case-runner.ts";

/** A moment in a zone under one of Go's layouts. */
export function runTimeCase(testCase: Record<string, unknown>): string | undefined {
  const { unix, nanos, zone, layout, want } = testCase;
  return wanted(want, formatGoTime(Number(unix), String(layout), String(zone), Number(nanos ?? 0)));
}
