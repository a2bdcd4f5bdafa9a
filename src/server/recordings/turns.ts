/** Work in lanes, one piece at a time in each; what somebody waits for goes before what is done ahead of time. */
export interface Turns {
  /** Does it when its turn comes. Gives `undefined`, and does nothing, where too many wait in the lane already. */
  take<T>(lane: string, urgent: boolean, work: () => Promise<T>): Promise<T> | undefined;
}

interface Lane {
  readonly urgent: (() => Promise<void>)[];
  readonly ahead: (() => Promise<void>)[];
}

export function createTurns(mostWaiting: number): Turns {
  const lanes = new Map<string, Lane>();

  async function run(name: string, lane: Lane): Promise<void> {
    for (;;) {
      const next = lane.urgent.shift() ?? lane.ahead.shift();
      if (!next) break;
      await next();
    }
    lanes.delete(name);
  }

  return {
    take<T>(name: string, urgent: boolean, work: () => Promise<T>) {
      const known = lanes.get(name);
      const lane = known ?? { urgent: [], ahead: [] };
      if (lane.urgent.length + lane.ahead.length >= mostWaiting) return undefined;
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      lane[urgent ? "urgent" : "ahead"].push(() => work().then(resolve, reject));
      if (!known) {
        lanes.set(name, lane);
        void run(name, lane);
      }
      return promise;
    },
  };
}
