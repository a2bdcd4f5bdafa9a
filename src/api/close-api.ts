import type { FastifyInstance } from "fastify";
import { SECOND } from "../base/index.ts";

/** How long a request under way may take when the server stops. */
const STOP_GRACE_MS = 10 * SECOND;

/** Takes no new request, lets those under way be answered for at most {@link STOP_GRACE_MS}, and closes. */
export async function closeApi(api: FastifyInstance): Promise<void> {
  // A connection that has had its last answer would stay open for the next request, which is not taken any more.
  const sweep = setInterval(() => api.server.closeIdleConnections(), 20);
  const late = setTimeout(() => api.server.closeAllConnections(), STOP_GRACE_MS);
  try {
    await api.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(late);
  }
}
