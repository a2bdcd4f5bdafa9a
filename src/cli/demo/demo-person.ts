import { makeSignInLink } from "../../api/index.ts";
import { realEnv, type Server } from "../../server/index.ts";
import { savePerson } from "../../store/index.ts";
import { DEMO_CONNECTION } from "./stage.ts";

const ID = "demo-person";

/** Makes somebody who may see and do everything and has extension 1001, and gives an address that signs a browser in as them, once. */
export async function makeDemoPerson({ store, address }: Server): Promise<string> {
  const person = {
    id: ID,
    login: "anong@demo.example",
    name: "Anong",
    roles: ["owner", "agent"],
    extensions: [{ connectionId: DEMO_CONNECTION, number: "1001" }],
    disabled: false,
    preferences: {},
    createdAt: realEnv.now(),
  };
  await store.write(() => savePerson(person));
  const { url } = await makeSignInLink(ID, { store, env: realEnv, publicUrl: address });
  return url.reveal();
}
