import type { Env } from "../base/index.ts";
import { listHolds, listNodes, type Node, type Store } from "../store/index.ts";
import { heldConnection } from "./holders.ts";
import { COUNTED_MS, type Membership } from "./membership.ts";

/** A process that works on the store, and what it alone does. */
export interface NodeStatus extends Node {
  /** It is the one that tells this. */
  readonly this: boolean;
  /** The PBX connections that it holds, by id. */
  readonly connections: readonly string[];
}

/** All nodes that were heard of lately, this one among them, in order of their start. */
export async function listNodeStatus(store: Store, env: Env, { self }: Membership): Promise<NodeStatus[]> {
  const now = env.now();
  const [seen, holds] = await store.read(function* () {
    return [yield* listNodes(now - COUNTED_MS), yield* listHolds(now)] as const;
  });
  const known = seen.some(({ id }) => id === self.id);
  const nodes = known ? seen : [...seen, { ...self, seenAt: now }];
  return nodes.map((node) => ({
    ...node,
    this: node.id === self.id,
    connections: holds
      .filter((hold) => hold.node === node.id)
      .map(({ name }) => heldConnection(name))
      .filter((id) => id !== undefined),
  }));
}
