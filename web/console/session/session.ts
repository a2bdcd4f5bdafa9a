import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, ApiError, ask } from "../../shared/client/ask.ts";

/** Who is signed in, and what they may do. */
export type Me = Answer<"GET /api/v1/me">;

const meQuery = queryOptions({
  queryKey: ["me"],
  // Nobody signed in is an answer like others.
  queryFn: (): Promise<Me | null> =>
    ask("GET /api/v1/me").catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }),
  staleTime: 5 * 60_000,
});

/** Who is signed in; `data` is null when nobody is. */
export function useMe() {
  return useQuery(meQuery);
}

/** Whether whoever is signed in may do that, as the routes name it: `read`, `admin` … */
export function useMay(need: string): boolean {
  return useMe().data?.permissions.includes(need) === true;
}

/** What proves who it is. */
export type Proof =
  | { readonly kind: "password"; readonly login: string; readonly password: string }
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "link"; readonly link: string };

/** Signs in. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (proof: Proof): Promise<unknown> => {
      switch (proof.kind) {
        case "token":
          return ask("POST /api/v1/session", { body: { token: proof.token } });
        case "link":
          return ask("POST /api/v1/sign-in", { body: { link: proof.link } });
        case "password":
          return ask("POST /api/v1/sign-in", { body: { login: proof.login, password: proof.password } });
      }
    },
    onSuccess: () => client.fetchQuery({ ...meQuery, staleTime: 0 }),
  });
}

/** Signs out, and forgets everything that was read. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask("DELETE /api/v1/session"),
    onSuccess: () => {
      client.setQueryData(meQuery.queryKey, null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
    },
  });
}

/** Keeps a choice of language or colours with the person, so that it holds in other browsers; tokens have no choices. */
export function useKeepChoice() {
  const client = useQueryClient();
  const { data: me } = useMe();
  return (choice: { readonly language?: "en" | "th"; readonly theme?: Me["theme"] }) => {
    if (me?.kind !== "person") return;
    ask("PATCH /api/v1/me", { body: choice })
      .then((changed) => client.setQueryData(meQuery.queryKey, changed))
      // The choice holds in this browser all the same.
      .catch(() => undefined);
  };
}
