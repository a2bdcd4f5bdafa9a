import { findConnection, findIntegration, listExtensions, listFields, type Operation } from "../../store/index.ts";

/** Shows a connection for the audit log: of secrets only that they are set. */
export const showConnection = (id: string) =>
  function* (): Operation<unknown> {
    const found = yield* findConnection(id);
    if (!found) return undefined;
    const { sealedSecret, sealedSettings, ...rest } = found;
    return { ...rest, secrets: Object.keys(sealedSettings), signed: sealedSecret !== undefined };
  };

export const showExtension = (connectionId: string, number: string) =>
  function* (): Operation<unknown> {
    return (yield* listExtensions(connectionId)).find((one) => one.number === number);
  };

/** Shows an integration for the audit log, with the values of its form that are no secrets. */
export const showIntegration = (id: string) =>
  function* (): Operation<unknown> {
    const found = yield* findIntegration(id);
    if (!found) return undefined;
    const { attention: _, ...rest } = found;
    const fields = (yield* listFields(id)).map((field) => [field.name, "value" in field ? field.value : "***"]);
    return { ...rest, fields: Object.fromEntries(fields) };
  };

/** A number as the audit log may keep it for ever: its end alone, so that erasing it holds there too. */
export const shortNumber = (number: string): string => `number …${number.replace(/\D/g, "").slice(-3)}`;
