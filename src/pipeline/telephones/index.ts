export type { ConnectionState } from "./connection-state.ts";
export { type ConnectionStatus, createTelephones, type Telephones } from "./telephones.ts";
