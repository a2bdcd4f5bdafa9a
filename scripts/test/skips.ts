import { relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

/** Says at the end of a run what was skipped and why: by the reason that the test gave, else by its name. */
export default class Skips implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) {
      const counts = new Map<string, number>();
      for (const test of module.children.allTests("skipped")) {
        const result = test.result();
        const reason = (result.state === "skipped" && result.note) || toReason(test.fullName);
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
      }
      for (const [reason, count] of counts) {
        console.log(`skipped ${count} in ${relative(process.cwd(), module.moduleId)}: ${reason}`);
      }
    }
  }
}

/** The part of a name that tells why, such as `(skipped where ../shared is absent)`, else the name. */
function toReason(name: string): string {
  return /\(([^()]*(?:skipped|absent)[^()]*)\)/.exec(name)?.[1] ?? name;
}
