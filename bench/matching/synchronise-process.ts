import { keepYoungGenerationSmall, letYoungGenerationGrow } from "../../src/cli/young-generation.ts";
import { load, openPhonebook } from "./phonebook.ts";
import { readGiven } from "./run-alone.ts";

/** A full synchronisation in a process that does nothing else: writes what {@link load} has found. */
const { file, contacts, limitSeconds } = readGiven<{ file: string; contacts: number; limitSeconds: number }>();
keepYoungGenerationSmall();
const store = await openPhonebook(file);
letYoungGenerationGrow();
const loaded = await load(store, contacts, limitSeconds);
await store.close();
process.stdout.write(JSON.stringify(loaded));
