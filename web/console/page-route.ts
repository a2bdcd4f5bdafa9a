import type { ComponentType } from "react";

/** The parts of the navigation, in their order. */
export const NAV_GROUPS = ["now", "setUp", "house"] as const;
export type NavGroup = (typeof NAV_GROUPS)[number];

/** One page of the console. Each folder of `pages/` exports its own as `routes` in `route.ts`; nothing else lists them. */
export interface PageRoute {
  /** As the router reads it: `/calls/$id`. */
  readonly path: string;
  /** The key of its name in the words; the window's title and the navigation show it. */
  readonly title: string;
  /** What the page asks of its visitor, as the routes name it; others do not see it, nor in the navigation. Default: read. */
  readonly needs?: string;
  readonly load: () => Promise<{ readonly Page: ComponentType }>;
  /** Absent = reached from another page. */
  readonly nav?: {
    readonly group: NavGroup;
    /** Lower stands higher; leave gaps. */
    readonly order: number;
    readonly icon: ComponentType<{ readonly size?: number | string; readonly stroke?: number | string }>;
  };
}
