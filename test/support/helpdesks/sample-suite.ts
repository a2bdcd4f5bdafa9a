import { expect, test } from "vitest";
import { lintTemplate } from "../../../src/template/index.ts";
import { aRecording } from "./a-recording.ts";
import type { HelpdeskDouble, Reply } from "./double.ts";
import { type ConnectedTemplate, readSamples, readShippedTemplate, type Sample } from "./shipped-template.ts";

/** The tests that every shipped template passes: it lints without a fault, and makes of each sample answer what the sample says. */
export function testShippedTemplate(
  key: string,
  open: () => Promise<{
    readonly double: Pick<HelpdeskDouble, "answerNext" | "close">;
    readonly template: ConnectedTemplate;
  }>,
): void {
  test(`the template ${key} has no fault that the linter finds`, () => {
    const faults = lintTemplate(readShippedTemplate(key)).filter(({ severity }) => severity !== "info");
    expect(faults).toEqual([]);
  });

  test.each(readSamples(key))("sample %s", async (_, sample) => {
    const { double, template } = await open();
    double.answerNext(...sample.answers.map(toReply));
    const { scenario, variables, requests, parameters } = sample;
    const run = await template.run(scenario, variables, {
      ...(requests && { requests }),
      ...(parameters && { parameters }),
      isEnough: () => true,
      recording: aRecording(),
    });
    await template.close();
    await double.close();
    expect(run.outcome).toMatchObject(toOutcome(sample));
    if (sample.expect.rows) expect(run.rows.map(filled)).toEqual(sample.expect.rows.map(filled));
    if (sample.expect.variables) expect(run.variables).toMatchObject(sample.expect.variables);
    expect(run.exchanges.filter(({ sent }) => sent)).toHaveLength(sample.answers.length);
    expect(run.exchanges.flatMap(({ warnings }) => warnings)).toEqual([]);
  });
}

function toReply({ status, headers, body }: Sample["answers"][number]): Reply {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: body === undefined ? "" : JSON.stringify(body),
  };
}

function toOutcome({ expect: { outcome, retryAfterMs } }: Sample): object {
  return { kind: outcome, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

// An output that found nothing and one that is not there mean the same.
function filled(row: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ""));
}
