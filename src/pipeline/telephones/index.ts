export type { ConnectionState } from "./connection-state.ts";
export type { ConnectionStatus, Telephones } from "./telephones.ts";
