import { z } from "zod";
import { listSeals, replaceSeal } from "../../store/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";

export function addSettingRoutes(api: Api, { store, vault }: ApiContext): void {
  api.post(
    "/api/v1/settings/rotate-key",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "rotateKey",
        summary: "Seal all stored secrets with a new key",
        description: "The server goes on meanwhile. Afterwards the old key is forgotten.",
        tags: ["settings"],
        response: { 200: z.object({ keyId: z.string(), resealed: z.int() }), 409: errorSchema },
      },
    },
    async () => {
      const keyId = vault.addKey();
      let resealed = 0;
      // One at a time until none is left: what is stored meanwhile is sealed with the new key already.
      const old = () =>
        store.read(listSeals).then((seals) => seals.filter(({ sealed }) => !sealed.startsWith(`v1.${keyId}.`)));
      for (let seals = await old(); seals.length > 0; seals = await old()) {
        for (const seal of seals) {
          const fresh = vault.seal(vault.open(seal.sealed, seal.place), seal.place);
          await store.write(() => replaceSeal(seal, fresh));
          resealed++;
        }
      }
      vault.dropOldKeys();
      return { keyId, resealed };
    },
  );
}
