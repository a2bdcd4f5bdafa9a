import type { SessionHealth } from "../../pbx/index.ts";

/** How the talk with one PBX stands. Times are milliseconds since 1970 by our clock. */
export interface ConnectionState {
  /**
   * `connecting`: it is being tried. - `connected`. - `waiting`: it failed and is tried again at `nextTryAt`. - `refused`: the PBX does not let
   * us in; it is tried again when a person says so or the settings change. - `stopped`: nobody talks to it now.
   */
  readonly state: "connecting" | "connected" | "waiting" | "refused" | "stopped";
  readonly since: number;
  /** The node that talks to it, for people. */
  readonly node: string;
  /** Why it is not connected, or was not the last time. */
  readonly reason?: string;
  readonly nextTryAt?: number;
  /** Everything that happened before this has been heard of. */
  readonly coveredUntil?: number;
  /** The last time that something could be missed, and what was fetched afterwards. */
  readonly gap?: { readonly from: number; readonly to: number; readonly events: number };
  /** How long after it happened the last event came, the clocks' difference taken off. */
  readonly lagMs?: number;
  readonly extensions?: { readonly at: number; readonly count: number };
  readonly health?: SessionHealth;
}
